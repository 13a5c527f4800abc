"""Laws of ratings (see orgs 0002 for the functions that refuse)."""

from django.db import migrations

LAWS = """
-- A published campaign stands still, but for its target: that may become known years later.
CREATE FUNCTION keep_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may text[] := ARRAY['target', 'target_source'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('row_stays', 'campaign ' || OLD.id);
    END IF;
    IF OLD.state <> 'published' THEN
        may := may || ARRAY['state', 'published_at', 'published_by_id', 'good_count', 'rated_count', 'list_day'];
    END IF;
    IF (to_jsonb(NEW) - may) IS DISTINCT FROM (to_jsonb(OLD) - may) THEN
        PERFORM refuse('ratings_published', 'campaign ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

-- While the campaign is open a rating changes in place; afterwards it is only voided, and another comes only as a correction.
CREATE FUNCTION keep_rating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose text[] := ARRAY['outcome', 'level_id', 'reason', 'reason_text', 'paper_number', 'paper_day', 'version',
                          'recorded_at', 'recorded_by_id'];
    voiding text[] := ARRAY['voided_at', 'voided_by_id', 'void_reason'];
    locked boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('row_stays', 'rating ' || OLD.id);
    END IF;
    -- The lock makes publishing and writing wait for each other.
    SELECT c.state = 'published' INTO locked FROM evaluations_campaign c WHERE c.id = NEW.campaign_id FOR SHARE;
    IF TG_OP = 'INSERT' THEN
        IF locked AND NEW.corrects_id IS NULL THEN
            PERFORM refuse('ratings_published', 'campaign ' || NEW.campaign_id);
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.voided_at IS NOT NULL THEN
        PERFORM refuse('void_once', 'rating ' || OLD.id);
    END IF;
    IF locked AND (to_jsonb(NEW) - voiding) IS DISTINCT FROM (to_jsonb(OLD) - voiding) THEN
        PERFORM refuse('ratings_published', 'rating ' || OLD.id);
    END IF;
    IF (to_jsonb(NEW) - whose - voiding) IS DISTINCT FROM (to_jsonb(OLD) - whose - voiding) THEN
        PERFORM refuse('row_frozen', 'rating ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

-- A level belongs to the scale of its campaign; a correction to the same organization and year (checked at the end).
CREATE FUNCTION keep_rating_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM evaluations_campaign c, evaluations_level l
         WHERE c.id = NEW.campaign_id AND l.id = NEW.level_id AND l.scheme_id <> c.scheme_id
    ) THEN
        PERFORM refuse('level_of_scale', 'rating ' || NEW.id);
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM evaluations_rating r WHERE r.id = NEW.corrects_id AND r.campaign_id = NEW.campaign_id
           AND r.organization_id = NEW.organization_id AND r.voided_at IS NOT NULL
    ) THEN
        PERFORM refuse('only_by_correction', 'rating ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;

-- Publishing freezes what stands: no row still open, and the two counts are those of the rows.
CREATE FUNCTION keep_published_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    good int;
    rated int;
    still int;
BEGIN
    SELECT count(*) FILTER (WHERE r.outcome = 'rated' AND l.is_good), count(*) FILTER (WHERE r.outcome = 'rated'),
           count(*) FILTER (WHERE r.outcome = 'open')
      INTO good, rated, still
      FROM evaluations_rating r LEFT JOIN evaluations_level l ON l.id = r.level_id
     WHERE r.campaign_id = NEW.id AND r.voided_at IS NULL;
    IF still > 0 OR good IS DISTINCT FROM NEW.good_count OR rated IS DISTINCT FROM NEW.rated_count THEN
        PERFORM refuse('ratings_still_open', 'campaign ' || NEW.id);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON evaluations_campaign
    FOR EACH ROW EXECUTE FUNCTION keep_campaign();
CREATE TRIGGER law_counts BEFORE UPDATE OF state ON evaluations_campaign
    FOR EACH ROW WHEN (NEW.state = 'published' AND OLD.state <> 'published') EXECUTE FUNCTION keep_published_counts();
CREATE TRIGGER law_rewriting BEFORE INSERT OR UPDATE OR DELETE ON evaluations_rating
    FOR EACH ROW EXECUTE FUNCTION keep_rating();
CREATE CONSTRAINT TRIGGER law_inside AFTER INSERT OR UPDATE ON evaluations_rating
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_rating_inside();
CREATE TRIGGER law_rewriting BEFORE UPDATE OR DELETE ON evaluations_publishedfigure
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_voiding();
"""

TRUNCATING = "".join(
    f"CREATE TRIGGER law_truncating BEFORE TRUNCATE ON evaluations_{name}"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncating();"
    for name in ("campaign", "rating", "publishedfigure")
)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial"), ("orgs", "0002_laws")]
    operations = [migrations.RunSQL(LAWS), migrations.RunSQL(TRUNCATING)]
