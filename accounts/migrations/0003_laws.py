"""Laws of accounts: nobody's account or role is deleted; a log is not rewritten and lives for two years.

Written as SQL, not as pgtrigger triggers: `pgtrigger.ignore` must not pass them. The refusals are those of orgs/0002.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('row_stays', 'account ' || OLD.id);
    END IF;
    -- The history names people by their user name, so it stays.
    IF NEW.id <> OLD.id OR NEW.username <> OLD.username OR NEW.is_system <> OLD.is_system
       OR NEW.created_at <> OLD.created_at OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        PERFORM refuse('row_frozen', 'account ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION keep_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('row_stays', 'grant ' || OLD.id);
    END IF;
    IF (to_jsonb(NEW) - 'ends_on') IS DISTINCT FROM (to_jsonb(OLD) - 'ends_on') THEN
        PERFORM refuse('row_frozen', 'grant ' || OLD.id);
    END IF;
    IF NEW.ends_on IS NULL AND OLD.ends_on IS NOT NULL OR NEW.ends_on > OLD.ends_on THEN
        PERFORM refuse('end_forward', 'grant ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

-- The one place where the server's clock counts: how long a line has been kept, not a day of the ledger.
CREATE FUNCTION keep_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM refuse('row_frozen', 'access log ' || OLD.id);
    END IF;
    IF OLD.logged_at > now() - interval '729 days' THEN
        PERFORM refuse('row_stays', 'access log ' || OLD.id);
    END IF;
    RETURN OLD;
END $$;
"""

TRIGGERS = "".join(
    f"CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();"
    f"CREATE TRIGGER law_truncating BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncating();"
    for table, function in {
        "accounts_user": "keep_account",
        "accounts_rolegrant": "keep_grant",
        "accounts_accesslog": "keep_log",
    }.items()
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial"), ("orgs", "0002_laws")]
    operations = [migrations.RunSQL(FUNCTIONS), migrations.RunSQL(TRIGGERS)]
