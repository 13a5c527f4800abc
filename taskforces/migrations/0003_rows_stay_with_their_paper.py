"""A draft's row or rule does not slip into an issued decision by changing its paper, nor as the correction of nothing."""

from django.db import migrations

LAID_DOWN = ["taskforce", "membership", "charge", "assignment", "coverage"]

FUNCTIONS = """
CREATE OR REPLACE FUNCTION keep_part_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
    part jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
    named bigint[] := ARRAY[was ->> 'decision_id', was ->> 'from_decision_id',
                            part ->> 'decision_id', part ->> 'from_decision_id'];
BEGIN
    IF EXISTS (SELECT 1 FROM taskforces_decision d WHERE d.id = ANY (named) AND d.state <> 'draft') THEN
        PERFORM refuse('decision_frozen', TG_TABLE_NAME || ' of decision ' || array_to_string(named, ' '));
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION keep_beginning() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    d taskforces_decision;
    puts_right boolean;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.starts_on IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.decision_id <> OLD.decision_id THEN
        PERFORM refuse('row_frozen', TG_TABLE_NAME || ' ' || OLD.id || ' of decision ' || OLD.decision_id);
    END IF;
    SELECT * INTO d FROM taskforces_decision WHERE id = NEW.decision_id;
    IF NEW.starts_on IS NOT NULL AND d.state = 'draft' THEN
        PERFORM refuse('decision_not_issued', TG_TABLE_NAME || ' of decision ' || d.id);
    END IF;
    IF d.state <> 'draft' AND TG_OP = 'INSERT' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I r WHERE r.id = $1 AND r.decision_id = $2'
                       ' AND r.voided_at IS NOT NULL)', TG_TABLE_NAME)
           INTO puts_right USING NEW.corrects_id, d.id;
        IF NOT puts_right THEN
            PERFORM refuse('only_by_correction', TG_TABLE_NAME || ' of decision ' || d.id);
        END IF;
    END IF;
    RETURN NEW;
END $$;
"""


def indexes() -> str:
    """SQL of the law that a voided row is put right once."""
    return "\n".join(
        f"CREATE UNIQUE INDEX one_correction_{name} ON taskforces_{name} (corrects_id) WHERE corrects_id IS NOT NULL;"
        for name in LAID_DOWN
    )


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0002_laws")]
    operations = [migrations.RunSQL(FUNCTIONS), migrations.RunSQL(indexes())]
