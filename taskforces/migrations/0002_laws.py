"""Laws of decisions and of what they lay down (see orgs 0002 for the functions that refuse)."""

from django.db import migrations

FUNCTIONS = """
-- A decision: a draft is free; once issued only its end, its revocation and a missing scan may be added.
CREATE FUNCTION keep_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may text[] := ARRAY['ends_on', 'ended_under_id', 'state'];
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('decision_frozen', 'decision ' || OLD.id);
    END IF;
    IF OLD.scan = '' THEN
        may := array_append(may, 'scan');
    END IF;
    IF (to_jsonb(NEW) - may) IS DISTINCT FROM (to_jsonb(OLD) - may)
       OR NEW.state NOT IN (OLD.state, 'revoked') THEN
        PERFORM refuse('decision_frozen', 'decision ' || OLD.id);
    END IF;
    IF NEW.ends_on IS DISTINCT FROM OLD.ends_on AND (NEW.ends_on IS NULL OR NEW.ends_on >= OLD.ends_on) THEN
        PERFORM refuse('end_forward', 'decision ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

-- Rules, replaced decisions and releases belong to the paper: they stand still once it is issued.
CREATE FUNCTION keep_part_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb := to_jsonb(CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END);
    named bigint := COALESCE(part ->> 'decision_id', part ->> 'from_decision_id');
BEGIN
    IF EXISTS (SELECT 1 FROM taskforces_decision d WHERE d.id = named AND d.state <> 'draft') THEN
        PERFORM refuse('decision_frozen', TG_TABLE_NAME || ' of decision ' || named);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- A row begins only under an issued decision; it is added to one only as the correction of a voided row.
CREATE FUNCTION keep_beginning() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    d taskforces_decision;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.starts_on IS NOT NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO d FROM taskforces_decision WHERE id = NEW.decision_id;
    IF NEW.starts_on IS NOT NULL AND d.state = 'draft' THEN
        PERFORM refuse('decision_not_issued', TG_TABLE_NAME || ' of decision ' || d.id);
    END IF;
    IF d.state <> 'draft' AND TG_OP = 'INSERT' AND NEW.corrects_id IS NULL THEN
        PERFORM refuse('only_by_correction', TG_TABLE_NAME || ' of decision ' || d.id);
    END IF;
    RETURN NEW;
END $$;

-- Begun, live rows lie inside the life of their decision (checked when the transaction ends).
CREATE FUNCTION keep_inside_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_now jsonb;
    first date;
    last date;
BEGIN
    EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE id = $1', TG_TABLE_NAME) INTO row_now USING NEW.id;
    IF row_now IS NULL OR row_now ->> 'starts_on' IS NULL OR row_now ->> 'voided_at' IS NOT NULL THEN
        RETURN NULL;
    END IF;
    first := row_now ->> 'starts_on';
    last := COALESCE(row_now ->> 'ends_on', 'infinity');
    IF EXISTS (
        SELECT 1 FROM taskforces_decision d WHERE d.id = (row_now ->> 'decision_id')::bigint
           AND (d.state <> 'issued' OR d.takes_effect_on > first OR d.ends_on < last)
    ) THEN
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
    RETURN NULL;
END $$;

-- The other way round: a decision, team or organization that is ended leaves no live row beyond its last day.
CREATE FUNCTION keep_decision_empty_after() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    d taskforces_decision;
    held text;
    beyond boolean;
BEGIN
    SELECT * INTO d FROM taskforces_decision WHERE id = NEW.id;
    IF d.ends_on IS NULL AND d.state = 'issued' THEN
        RETURN NULL;
    END IF;
    FOREACH held IN ARRAY ARRAY['taskforce', 'membership', 'charge', 'assignment', 'coverage'] LOOP
        EXECUTE format(
            'SELECT EXISTS (SELECT 1 FROM %I r WHERE r.decision_id = $1 AND r.starts_on IS NOT NULL'
            ' AND r.voided_at IS NULL AND ($2 OR COALESCE(r.ends_on, ''infinity''::date) > $3))',
            'taskforces_' || held) INTO beyond USING d.id, d.state = 'revoked' AND d.ends_on IS NULL, d.ends_on;
        IF beyond THEN
            PERFORM refuse('outside_decision', held || ' of decision ' || d.id);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION keep_team_empty_after() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    t taskforces_taskforce;
    held text;
    beyond boolean;
BEGIN
    SELECT * INTO t FROM taskforces_taskforce WHERE id = NEW.id;
    IF t.ends_on IS NULL AND t.voided_at IS NULL THEN
        RETURN NULL;
    END IF;
    FOREACH held IN ARRAY ARRAY['membership', 'charge', 'assignment', 'coverage'] LOOP
        EXECUTE format(
            'SELECT EXISTS (SELECT 1 FROM %I r WHERE r.task_force_id = $1 AND r.starts_on IS NOT NULL'
            ' AND r.voided_at IS NULL AND ($2 OR COALESCE(r.ends_on, ''infinity''::date) > $3))',
            'taskforces_' || held) INTO beyond USING t.id, t.voided_at IS NOT NULL, t.ends_on;
        IF beyond THEN
            PERFORM refuse('outside_team', held || ' of team ' || t.id);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION keep_organization_empty_after() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    o orgs_organization;
BEGIN
    SELECT * INTO o FROM orgs_organization WHERE id = NEW.id;
    IF EXISTS (
        SELECT 1 FROM taskforces_charge r WHERE r.organization_id = o.id AND r.starts_on IS NOT NULL
           AND r.voided_at IS NULL
           AND (o.voided_at IS NOT NULL OR COALESCE(r.ends_on, 'infinity'::date) > o.ended_on)
        UNION ALL
        SELECT 1 FROM taskforces_assignment r WHERE r.cell_id = o.id AND r.starts_on IS NOT NULL
           AND r.voided_at IS NULL
           AND (o.voided_at IS NOT NULL OR COALESCE(r.ends_on, 'infinity'::date) > o.ended_on)
        UNION ALL
        SELECT 1 FROM taskforces_coverage r WHERE r.cell_id = o.id AND r.starts_on IS NOT NULL
           AND r.voided_at IS NULL
           AND (o.voided_at IS NOT NULL OR COALESCE(r.ends_on, 'infinity'::date) > o.ended_on)
    ) THEN
        PERFORM refuse('organization_in_use', 'organization ' || o.id);
    END IF;
    RETURN NULL;
END $$;
"""

LAID_DOWN = ["taskforce", "membership", "charge", "assignment", "coverage"]
PARTS = ["decisionrule", "release", "decision_replaces"]


def triggers() -> str:
    lines = []
    for name in LAID_DOWN:
        table = f"taskforces_{name}"
        lines += [
            f"CREATE TRIGGER law_beginning BEFORE INSERT OR UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION keep_beginning();",
            f"CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('ended_under_id', 'ended_by_event_id', 'end_basis');",
            f"CREATE CONSTRAINT TRIGGER law_life AFTER INSERT OR UPDATE ON {table}"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_inside_decision();",
        ]
    lines += [
        f"CREATE TRIGGER law_rewriting BEFORE INSERT OR UPDATE OR DELETE ON taskforces_{name}"
        " FOR EACH ROW EXECUTE FUNCTION keep_part_of_decision();"
        for name in PARTS
    ]
    lines += [
        f"CREATE TRIGGER law_truncating BEFORE TRUNCATE ON taskforces_{name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncating();"
        for name in (*LAID_DOWN, *PARTS, "decision", "delegation")
    ]
    lines += [
        "CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON taskforces_decision"
        " FOR EACH ROW EXECUTE FUNCTION keep_decision();",
        "CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON taskforces_delegation"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();",
        "CREATE CONSTRAINT TRIGGER law_life AFTER UPDATE ON taskforces_decision"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_decision_empty_after();",
        "CREATE CONSTRAINT TRIGGER law_team AFTER UPDATE ON taskforces_taskforce"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_team_empty_after();",
        "CREATE CONSTRAINT TRIGGER law_charges AFTER UPDATE OF ended_on, voided_at ON orgs_organization"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_organization_empty_after();",
    ]
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0001_initial"), ("orgs", "0002_laws")]
    operations = [migrations.RunSQL(FUNCTIONS), migrations.RunSQL(triggers())]
