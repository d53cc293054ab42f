-- Keys are texts made from contents, never numbers given in the order of arrival: the same records make the same rows.
CREATE TABLE articles (
  article TEXT PRIMARY KEY, article_id TEXT NOT NULL, source TEXT NOT NULL, title TEXT, publisher TEXT, published TEXT,
  characters INTEGER NOT NULL, facts INTEGER NOT NULL, digest TEXT NOT NULL,
  context TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE reports (
  report TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles, fact TEXT NOT NULL, event TEXT, type TEXT NOT NULL,
  class TEXT NOT NULL, status TEXT NOT NULL, negated INTEGER NOT NULL, modality TEXT NOT NULL, mode TEXT,
  actors TEXT NOT NULL, recipients TEXT NOT NULL, object TEXT, place TEXT, place_key TEXT, place_country TEXT,
  day_from TEXT, day_to TEXT, amount TEXT, amount_value TEXT, amount_upper TEXT, currency TEXT, qualifier TEXT, per TEXT,
  speaker TEXT, cue TEXT, trigger TEXT NOT NULL, trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  evidence TEXT NOT NULL, evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, rule TEXT NOT NULL,
  confidence REAL, anchor INTEGER, depth INTEGER NOT NULL DEFAULT 0, chain TEXT
) WITHOUT ROWID;
CREATE INDEX reports_article ON reports (article);
CREATE INDEX reports_event ON reports (event);
CREATE INDEX reports_chain ON reports (chain) WHERE chain IS NOT NULL;
CREATE INDEX reports_pending ON reports (anchor, report) WHERE event IS NULL;
CREATE TABLE events (
  event TEXT PRIMARY KEY, type TEXT NOT NULL, class TEXT NOT NULL, status TEXT NOT NULL,
  negated INTEGER NOT NULL, mode TEXT, headline TEXT NOT NULL,
  actors TEXT NOT NULL, recipients TEXT NOT NULL, object TEXT, place TEXT, place_country TEXT, day_from TEXT, day_to TEXT,
  day_stated INTEGER NOT NULL, amount TEXT, amount_value TEXT, amount_upper TEXT, currency TEXT, reports INTEGER NOT NULL,
  articles INTEGER NOT NULL, publishers INTEGER NOT NULL, first_published TEXT, last_published TEXT,
  best_report TEXT NOT NULL, confidence REAL
) WITHOUT ROWID;
CREATE INDEX events_type ON events (type, day_from);
CREATE INDEX events_day ON events (day_from);
CREATE INDEX events_last ON events (last_published);
CREATE TABLE participants (
  event TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')), position INTEGER NOT NULL,
  kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, country TEXT, sector TEXT, office TEXT, person TEXT,
  PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX participants_country ON participants (country, event);
CREATE INDEX participants_name ON participants (name_key, event);
CREATE INDEX participants_person ON participants (person, event);
CREATE TABLE appearances (
  article TEXT NOT NULL REFERENCES articles, entity TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('person', 'body')),
  name_key TEXT NOT NULL, profile TEXT NOT NULL, name TEXT NOT NULL, status TEXT, day TEXT, mentions INTEGER NOT NULL,
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE INDEX appearances_profile ON appearances (profile, day);
-- A profile is a name with the office, country and status that articles give it: identity is decided among profiles.
CREATE TABLE profiles (
  profile TEXT PRIMARY KEY, kind TEXT NOT NULL, name_key TEXT NOT NULL, shared TEXT NOT NULL, role TEXT, office TEXT,
  country TEXT, organization TEXT, status TEXT, context TEXT, country_told INTEGER NOT NULL, entity TEXT, articles INTEGER NOT NULL, first_day TEXT,
  last_day TEXT, name TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX profiles_name ON profiles (kind, name_key);
CREATE INDEX profiles_shared ON profiles (kind, shared);
CREATE INDEX profiles_entity ON profiles (entity);
CREATE TABLE people (
  person TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, country TEXT, office TEXT, role TEXT, status TEXT,
  articles INTEGER NOT NULL, first_day TEXT, last_day TEXT
) WITHOUT ROWID;
CREATE INDEX people_country ON people (country);
CREATE INDEX people_name ON people (name_key);
CREATE TABLE bodies (
  body TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, kind TEXT, country TEXT, articles INTEGER NOT NULL,
  first_day TEXT, last_day TEXT
) WITHOUT ROWID;
CREATE INDEX bodies_country ON bodies (country);
CREATE TABLE acronyms (
  short TEXT NOT NULL, long TEXT NOT NULL, article TEXT NOT NULL REFERENCES articles, text TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (short, long, article)
) WITHOUT ROWID;
CREATE INDEX acronyms_long ON acronyms (long);
CREATE INDEX acronyms_article ON acronyms (article);
CREATE TABLE candidates (
  a TEXT NOT NULL, b TEXT NOT NULL, kind TEXT NOT NULL, shared TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX candidates_b ON candidates (b);
CREATE INDEX candidates_shared ON candidates (kind, shared);
CREATE TABLE conflicts (
  conflict TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('amount', 'day', 'actor', 'denial', 'status')),
  event TEXT NOT NULL, other_event TEXT, a TEXT NOT NULL, b TEXT NOT NULL, resolution TEXT
) WITHOUT ROWID;
CREATE INDEX conflicts_event ON conflicts (event);
CREATE INDEX conflicts_other ON conflicts (other_event);
CREATE TABLE conflict_sides (
  conflict TEXT NOT NULL, side TEXT NOT NULL CHECK (side IN ('a', 'b')), report TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (conflict, side, report)
) WITHOUT ROWID;
CREATE TABLE promises (
  event TEXT PRIMARY KEY, promised TEXT, due TEXT, state TEXT NOT NULL CHECK (state IN ('kept', 'cancelled', 'denied', 'open')),
  by_event TEXT, by_report TEXT
) WITHOUT ROWID;
CREATE INDEX promises_by ON promises (by_event);
-- How the corpus finds and goes on with its own work.
CREATE TABLE _keys (
  key INTEGER NOT NULL, lane INTEGER NOT NULL, day INTEGER NOT NULL, report TEXT NOT NULL,
  PRIMARY KEY (key, lane, day, report)
) WITHOUT ROWID;
CREATE TABLE _dirty (kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;

CREATE VIEW happened AS SELECT * FROM events WHERE status = 'happened';
CREATE VIEW event_reports AS
  SELECT r.event, e.headline, a.published, coalesce(a.publisher, a.source) AS outlet, r.status, r.day_from, r.day_to,
    r.amount, r.speaker, r.cue, r.evidence, r.article, r.evidence_start, r.evidence_end, a.article_id, a.source, r.report
  FROM reports r JOIN articles a USING (article) JOIN events e USING (event)
  ORDER BY r.event, a.published, r.report;
CREATE VIEW conflict_evidence AS
  SELECT c.conflict, c.kind, c.resolution, e.headline, s.side, s.value, coalesce(a.publisher, a.source) AS outlet,
    a.published, r.speaker, r.evidence, a.article_id, r.evidence_start, r.evidence_end, r.event, s.report
  FROM conflicts c JOIN conflict_sides s USING (conflict) JOIN reports r USING (report) JOIN articles a USING (article)
  JOIN events e ON e.event = c.event
  ORDER BY c.conflict, s.side, a.published, s.report;
CREATE VIEW timeline AS
  SELECT p.country, p.person, p.name, p.role, e.day_from AS day, e.status, e.type, e.headline, e.reports, e.event
  FROM participants p JOIN events e USING (event) ORDER BY day, e.event;
CREATE VIEW pair_timeline AS
  SELECT DISTINCT min(a.country, b.country) AS country_a, max(a.country, b.country) AS country_b, e.day_from AS day,
    e.status, e.type, e.headline, e.reports, e.event
  FROM participants a JOIN participants b ON b.event = a.event AND b.country <> a.country JOIN events e ON e.event = a.event
  ORDER BY day, e.event;
CREATE VIEW who_with_whom AS
  SELECT a.country AS actor_country, r.country AS recipient_country, e.type, count(DISTINCT e.event) AS events,
    sum(e.reports) AS reports
  FROM happened e JOIN participants a ON a.event = e.event AND a.role = 'actor'
  -- without a recipient the actors did it with each other
  JOIN participants r ON r.event = e.event AND (r.role = 'recipient' OR (r.country <> a.country
    AND NOT EXISTS (SELECT 1 FROM participants x WHERE x.event = e.event AND x.role = 'recipient')))
  WHERE a.country IS NOT NULL AND r.country IS NOT NULL GROUP BY 1, 2, 3 ORDER BY events DESC, 1, 2, 3;
CREATE VIEW weekly_counts AS
  SELECT date(day_from, 'weekday 0', '-6 days') AS week, type, count(*) AS events, sum(reports) AS reports
  FROM happened WHERE day_from IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2;
CREATE VIEW tenures AS
  SELECT p.person, f.office, f.role, CASE WHEN f.country_told AND f.country IS NOT NULL THEN f.country ELSE p.country END
    AS country, f.organization, f.status,
    min(f.first_day) AS first_day, max(f.last_day) AS last_day, sum(f.articles) AS articles
  FROM profiles f JOIN people p ON p.person = f.entity WHERE f.kind = 'person' AND f.role IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 7, 2, 6;
CREATE VIEW tenure_evidence AS
  SELECT f.entity AS person, f.office, f.role, CASE WHEN f.country_told AND f.country IS NOT NULL THEN f.country
    ELSE n.country END AS country, f.organization, f.status, p.day, coalesce(a.publisher, a.source) AS outlet, p.text,
    p.start, p.end, a.article_id, a.source
  FROM profiles f JOIN people n ON n.person = f.entity JOIN appearances p USING (profile) JOIN articles a USING (article)
  WHERE f.kind = 'person' AND f.role IS NOT NULL ORDER BY 1, p.day, p.article, p.entity;
CREATE VIEW unfulfilled_promises AS
  SELECT e.event, e.headline, p.promised, p.due,
    CASE WHEN p.due < (SELECT max(published) FROM articles) THEN 'overdue' ELSE 'open' END AS state, e.reports
  FROM promises p JOIN events e USING (event) WHERE p.state = 'open' ORDER BY p.due IS NULL, p.due, e.event;
CREATE VIEW new_by_day AS
  SELECT first_published AS day, event, headline, status, reports FROM events ORDER BY day DESC, event;
