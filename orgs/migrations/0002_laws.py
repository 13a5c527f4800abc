"""Laws that no constraint can say: what is recorded is not rewritten, and states stay inside lives.

Written as SQL, not as pgtrigger triggers: `pgtrigger.ignore` must not pass them. Their refusals carry SQLSTATE TC001
and the law's name as constraint name; tramgdinh.database.refusals turns the name into a sentence.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION refuse(law text, detail text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'TC001', CONSTRAINT = law, MESSAGE = law || ': ' || detail;
END $$;

-- For dated rows. Once begun, a row's last day may be set or brought forward with an event, or the row voided once.
-- Arguments: the columns that name the event; any of them may change together with the last day.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ending text[] := ARRAY['ends_on', 'end_reason'] || TG_ARGV::text[];
    voiding text[] := ARRAY['voided_at', 'voided_by_id', 'void_reason'];
    was jsonb := to_jsonb(OLD);
    now_is jsonb;
BEGIN
    IF OLD.starts_on IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('row_stays', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    now_is := to_jsonb(NEW);
    IF (now_is - ending - voiding) IS DISTINCT FROM (was - ending - voiding) OR OLD.voided_at IS NOT NULL
       AND now_is IS DISTINCT FROM was THEN
        PERFORM refuse('row_frozen', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    IF NEW.ends_on IS DISTINCT FROM OLD.ends_on AND (NEW.ends_on IS NULL OR NEW.ends_on >= OLD.ends_on) THEN
        PERFORM refuse('end_forward', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    IF NEW.ends_on IS NOT DISTINCT FROM OLD.ends_on
       AND (now_is - voiding) IS DISTINCT FROM (was - voiding) THEN
        PERFORM refuse('row_frozen', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    IF NEW.voided_at IS NULL AND (now_is - ending) IS DISTINCT FROM (was - ending)
       OR NEW.voided_at IS NOT NULL AND NEW.void_reason = '' THEN
        PERFORM refuse('void_once', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

-- For rows without days of their own (events, head-counts): only voiding, once.
CREATE FUNCTION refuse_all_but_voiding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    voiding text[] := ARRAY['voided_at', 'voided_by_id', 'void_reason'] || TG_ARGV::text[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('row_stays', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    IF (to_jsonb(NEW) - voiding) IS DISTINCT FROM (to_jsonb(OLD) - voiding) THEN
        PERFORM refuse('row_frozen', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    IF OLD.voided_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
        PERFORM refuse('void_once', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse(CASE TG_OP WHEN 'DELETE' THEN 'row_stays' ELSE 'row_frozen' END, TG_TABLE_NAME || ' ' || OLD.id);
END $$;

CREATE FUNCTION refuse_truncating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse('no_truncate', TG_TABLE_NAME);
END $$;

-- The grassroots organization that a state stands in: itself, or its parent's on the state's first day.
CREATE FUNCTION set_grassroots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id = NEW.organization_id THEN
        PERFORM refuse('parent_circle', NEW.organization_id::text);
    END IF;
    IF NEW.kind IN ('base_committee', 'base_cell') THEN
        NEW.grassroots_id := NEW.organization_id;
    ELSIF NEW.kind = 'root' THEN
        NEW.grassroots_id := NULL;
    ELSE
        SELECT s.grassroots_id INTO NEW.grassroots_id FROM orgs_organizationstate s
         WHERE s.organization_id = NEW.parent_id AND s.voided_at IS NULL
           AND s.starts_on <= NEW.starts_on AND (s.ends_on IS NULL OR s.ends_on >= NEW.starts_on);
        IF NEW.grassroots_id IS NULL OR NEW.grassroots_id = NEW.organization_id THEN
            PERFORM refuse('parent_circle', NEW.organization_id::text || ' under ' || NEW.parent_id);
        END IF;
    END IF;
    RETURN NEW;
END $$;

-- A live state lies inside the life of its organization and of its parent (checked when the transaction ends).
CREATE FUNCTION keep_state_inside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_now orgs_organizationstate;
BEGIN
    SELECT * INTO row_now FROM orgs_organizationstate WHERE id = NEW.id;
    IF row_now.voided_at IS NULL AND EXISTS (
        SELECT 1 FROM orgs_organization o WHERE o.id IN (row_now.organization_id, row_now.parent_id)
           AND (o.voided_at IS NOT NULL OR o.founded_on > row_now.starts_on
                OR o.ended_on < COALESCE(row_now.ends_on, 'infinity'::date))
    ) THEN
        PERFORM refuse('outside_organization', 'state ' || row_now.id);
    END IF;
    RETURN NULL;
END $$;

-- An organization's last day may be set or brought forward, never cleared; then nothing of it lies beyond.
CREATE FUNCTION keep_organization() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may text[] := ARRAY['ended_on', 'ended_under_id', 'order', 'voided_at', 'voided_by_id', 'void_reason'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('row_stays', 'organization ' || OLD.id);
    END IF;
    IF (to_jsonb(NEW) - may) IS DISTINCT FROM (to_jsonb(OLD) - may) OR OLD.voided_at IS NOT NULL THEN
        PERFORM refuse('row_frozen', 'organization ' || OLD.id);
    END IF;
    IF NEW.ended_on IS DISTINCT FROM OLD.ended_on AND (NEW.ended_on IS NULL OR NEW.ended_on >= OLD.ended_on) THEN
        PERFORM refuse('end_forward', 'organization ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION keep_inside_organization() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    o orgs_organization;
BEGIN
    SELECT * INTO o FROM orgs_organization WHERE id = NEW.id;
    IF o.voided_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM orgs_organizationstate s WHERE s.organization_id = o.id AND s.voided_at IS NULL
    ) OR o.ended_on IS NOT NULL AND EXISTS (
        SELECT 1 FROM orgs_organizationstate s
         WHERE (s.organization_id = o.id OR s.parent_id = o.id) AND s.voided_at IS NULL
           AND COALESCE(s.ends_on, 'infinity'::date) > o.ended_on
    ) THEN
        PERFORM refuse('organization_in_use', 'organization ' || o.id);
    END IF;
    RETURN NULL;
END $$;
"""

DATED = {
    "orgs_organizationstate": "ended_under_id",
    "orgs_committeename": "",
    "orgs_post": "",
    "orgs_office": "",
    "orgs_meetingpattern": "",
}


def triggers() -> str:
    lines = [
        f"CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting({column and repr(column)});"
        for table, column in DATED.items()
    ]
    for table in ("orgs_succession", "orgs_headcount"):
        lines.append(
            f"CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_all_but_voiding();"
        )
    lines.append(
        "CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON orgs_successionpart"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    )
    lines.append(
        "CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON orgs_organization"
        " FOR EACH ROW EXECUTE FUNCTION keep_organization();"
    )
    for table in (*DATED, "orgs_succession", "orgs_successionpart", "orgs_headcount", "orgs_organization"):
        lines.append(
            f"CREATE TRIGGER law_truncating BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncating();"
        )
    lines.append(
        "CREATE TRIGGER law_grassroots BEFORE INSERT ON orgs_organizationstate"
        " FOR EACH ROW EXECUTE FUNCTION set_grassroots();"
    )
    lines.append(
        "CREATE CONSTRAINT TRIGGER law_life AFTER INSERT OR UPDATE ON orgs_organizationstate"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_state_inside();"
    )
    lines.append(
        "CREATE CONSTRAINT TRIGGER law_life AFTER UPDATE OF ended_on, voided_at ON orgs_organization"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_inside_organization();"
    )
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTIONS), migrations.RunSQL(triggers())]
