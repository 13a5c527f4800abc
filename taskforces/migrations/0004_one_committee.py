"""A decision lays down only what is of its own committee: organizations and people (model.md, law 8)."""

from django.db import migrations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION keep_inside_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_now jsonb;
    first date;
    last date;
    d taskforces_decision;
BEGIN
    EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE id = $1', TG_TABLE_NAME) INTO row_now USING NEW.id;
    IF row_now IS NULL OR row_now ->> 'starts_on' IS NULL OR row_now ->> 'voided_at' IS NOT NULL THEN
        RETURN NULL;
    END IF;
    first := row_now ->> 'starts_on';
    last := COALESCE(row_now ->> 'ends_on', 'infinity');
    SELECT * INTO d FROM taskforces_decision WHERE id = (row_now ->> 'decision_id')::bigint;
    IF d.state <> 'issued' OR d.takes_effect_on > first OR d.ends_on < last THEN
        PERFORM refuse('outside_decision', TG_TABLE_NAME || ' ' || NEW.id);
    END IF;
    IF row_now ? 'task_force_id' AND EXISTS (
        SELECT 1 FROM taskforces_taskforce t WHERE t.id = (row_now ->> 'task_force_id')::bigint
           AND (t.voided_at IS NOT NULL OR t.starts_on IS NULL OR t.starts_on > first OR t.ends_on < last)
    ) THEN
        PERFORM refuse('outside_team', TG_TABLE_NAME || ' ' || NEW.id);
    END IF;
    IF EXISTS (
        SELECT 1 FROM orgs_organization o
         WHERE o.id = COALESCE(row_now ->> 'cell_id', row_now ->> 'organization_id')::bigint
           AND (o.voided_at IS NOT NULL OR o.founded_on > first OR o.ended_on < last)
    ) THEN
        PERFORM refuse('outside_organization', TG_TABLE_NAME || ' ' || NEW.id);
    END IF;
    IF EXISTS (
        SELECT 1 FROM orgs_organization o
         WHERE o.id = COALESCE(row_now ->> 'cell_id', row_now ->> 'organization_id')::bigint
           AND o.committee_id <> d.committee_id
        UNION ALL
        SELECT 1 FROM orgs_person p WHERE p.id = (row_now ->> 'person_id')::bigint AND p.committee_id <> d.committee_id
        UNION ALL
        SELECT 1 FROM taskforces_taskforce t JOIN taskforces_decision other ON other.id = t.decision_id
         WHERE t.id = (row_now ->> 'task_force_id')::bigint AND other.committee_id <> d.committee_id
    ) THEN
        PERFORM refuse('other_committee', TG_TABLE_NAME || ' ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0003_rows_stay_with_their_paper")]
    operations = [migrations.RunSQL(FUNCTIONS)]
