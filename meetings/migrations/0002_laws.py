"""Laws of meetings and reports (see orgs 0002 for the functions that refuse)."""

from django.db import migrations

LAWS = """
-- A report belongs to the month of its meeting: the pair is what it refers to.
ALTER TABLE meetings_report ADD CONSTRAINT report_in_month
    FOREIGN KEY (month, meeting_id) REFERENCES meetings_meeting (month, id) DEFERRABLE INITIALLY DEFERRED;

-- A meeting may be moved or voided; its month, cell and kind stand still.
CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON meetings_meeting FOR EACH ROW
    EXECUTE FUNCTION refuse_all_but_voiding('planned_on', 'planned_hour', 'place_id', 'is_model');

-- A report is never rewritten: a later version takes its place, and nothing brings an earlier one back.
CREATE FUNCTION keep_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.is_latest AND NOT OLD.is_latest THEN
        PERFORM refuse('row_frozen', TG_TABLE_NAME || ' ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_latest BEFORE UPDATE ON meetings_report FOR EACH ROW EXECUTE FUNCTION keep_report();
CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON meetings_report FOR EACH ROW
    EXECUTE FUNCTION refuse_all_but_voiding('is_latest');
CREATE TRIGGER law_truncating BEFORE TRUNCATE ON meetings_meeting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncating();
CREATE TRIGGER law_truncating BEFORE TRUNCATE ON meetings_report
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncating();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("orgs", "0002_laws")]
    operations = [migrations.RunSQL(LAWS)]
