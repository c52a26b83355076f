/** The shape of the tables below, kept in `head.version`. A database of a later shape is refused. */
export const postgresVersion = 4

/**
 * The tables of a log that several servers share. `head` has one row: whoever writes holds it to the end of the
 * transaction, so that numbers follow each other without a gap and in the order of the commits, and who has read up to one
 * has read all before it. `changes` counts what is no update (documents, rooms, people) the same way; a row's `changed` is
 * its value when the row last changed.
 */
const firstTables = `
  CREATE TABLE head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    token_key text NOT NULL,
    version integer NOT NULL,
    seq bigint NOT NULL DEFAULT 0,
    changes bigint NOT NULL DEFAULT 0,
    last_at text NOT NULL DEFAULT ''
  );
  CREATE TABLE documents (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    id text NOT NULL UNIQUE,
    created_at text NOT NULL,
    deleted_at text,
    changed bigint NOT NULL
  );
  CREATE TABLE rooms (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL UNIQUE,
    document text NOT NULL REFERENCES documents (id),
    changed bigint NOT NULL
  );
  CREATE TABLE updates (
    seq bigint PRIMARY KEY,
    room bigint NOT NULL REFERENCES rooms (number),
    at text NOT NULL,
    by_user text,
    clocks text,
    bytes bytea NOT NULL
  );
  CREATE TABLE clients (
    room bigint NOT NULL REFERENCES rooms (number),
    client bigint NOT NULL,
    by_user text,
    up_to bigint NOT NULL,
    PRIMARY KEY (room, client)
  );
  CREATE TABLE snapshots (
    room bigint PRIMARY KEY REFERENCES rooms (number),
    up_to bigint NOT NULL,
    at text NOT NULL,
    bytes bytea NOT NULL,
    checksum text NOT NULL
  );
  CREATE TABLE accounts (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    id text NOT NULL UNIQUE,
    name text NOT NULL,
    role text NOT NULL,
    password text,
    subject text UNIQUE,
    created_at text NOT NULL,
    closed_at text,
    changed bigint NOT NULL
  );
  CREATE TABLE sessions (
    secret text PRIMARY KEY,
    account text NOT NULL REFERENCES accounts (id),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    changed bigint NOT NULL
  );
  CREATE TABLE invitations (
    secret text PRIMARY KEY,
    role text NOT NULL,
    made_by text NOT NULL,
    expires_at bigint NOT NULL,
    used_by text,
    changed bigint NOT NULL
  );
  CREATE TABLE sign_ins (
    state text PRIMARY KEY,
    kept text NOT NULL,
    expires_at bigint NOT NULL
  );
`

/** Every change of these rows takes the number of the change that it is part of, also where a row is taken away. */
const numbering = `
  CREATE TABLE removed (
    kind text NOT NULL,
    key text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    changed bigint NOT NULL
  );
  CREATE FUNCTION number_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    SELECT changes INTO STRICT NEW.changed FROM head;
    RETURN NEW;
  END
  $$;
  CREATE FUNCTION note_removed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO removed (kind, key, changed) SELECT TG_TABLE_NAME, OLD.secret, changes FROM head;
    RETURN OLD;
  END
  $$;
  ${['documents', 'rooms', 'accounts', 'sessions', 'invitations']
    .map(
      (table) =>
        `CREATE TRIGGER numbered BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION number_change();`,
    )
    .join('\n')}
  ${['sessions', 'invitations']
    .map((table) => `CREATE TRIGGER noted BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION note_removed();`)
    .join('\n')}
`

/**
 * Appends a batch in one statement, which is one transaction, and gives a row for each update in their order: its number,
 * its room's and its time, which never goes back. `of_known` says for each client of an update what the writer had read of
 * it, as `[client, up_to, user]`: where another server has written meanwhile the number is null and nothing is stored. All
 * three are null for a room that is not there.
 */
const appendFunction = `
  CREATE FUNCTION append(
    of_rooms text[], of_times text[], of_users text[], of_clocks text[], of_known text[], of_bytes bytea[]
  ) RETURNS TABLE (given_seq bigint, given_room bigint, given_at text) LANGUAGE plpgsql AS $$
  DECLARE
    last bigint;
    latest text;
    range jsonb;
  BEGIN
    SELECT seq, last_at INTO STRICT last, latest FROM head FOR UPDATE;
    FOR i IN 1 .. cardinality(of_rooms) LOOP
      given_seq := NULL;
      given_at := NULL;
      SELECT number INTO given_room FROM rooms WHERE name = of_rooms[i];
      IF given_room IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(of_known[i]::jsonb) AS said
          LEFT JOIN clients ON clients.room = given_room AND clients.client = (said ->> 0)::bigint
         WHERE coalesce(clients.up_to, 0) <> (said ->> 1)::bigint OR clients.by_user IS DISTINCT FROM (said ->> 2)
      ) THEN
        last := last + 1;
        latest := greatest(latest COLLATE "C", of_times[i] COLLATE "C");
        given_seq := last;
        given_at := latest;
        INSERT INTO updates (seq, room, at, by_user, clocks, bytes)
          VALUES (last, given_room, latest, of_users[i], of_clocks[i], of_bytes[i]);
        FOR range IN SELECT * FROM jsonb_array_elements(coalesce(of_clocks[i], '[]')::jsonb) LOOP
          INSERT INTO clients AS c (room, client, by_user, up_to)
            VALUES (given_room, (range ->> 0)::bigint, of_users[i], (range ->> 2)::bigint)
            ON CONFLICT (room, client) DO UPDATE
              SET up_to = greatest(c.up_to, excluded.up_to), by_user = coalesce(c.by_user, excluded.by_user);
        END LOOP;
      END IF;
      RETURN NEXT;
    END LOOP;
    UPDATE head SET seq = last, last_at = latest;
  END
  $$;
`

/**
 * Version 2: who is told of events, up to where each document has been told of, and what is still to be sent. These are
 * read where they are and in no server's copy, so their changes have no number.
 */
const webhookTables = `
  CREATE TABLE webhooks (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    id text NOT NULL UNIQUE,
    url text NOT NULL,
    events text NOT NULL,
    secret text NOT NULL,
    made_by text NOT NULL,
    created_at text NOT NULL,
    off text
  );
  CREATE TABLE told (
    document text PRIMARY KEY,
    marks text NOT NULL
  );
  CREATE TABLE deliveries (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    webhook text NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event text NOT NULL,
    type text NOT NULL,
    body text NOT NULL,
    created_at bigint NOT NULL,
    attempts integer NOT NULL,
    next_at bigint,
    outcome text
  );
  CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;
  CREATE INDEX deliveries_of_webhook ON deliveries (webhook, number);
`

/** Version 3: the versions of the project's scheme, each as the text of `scheme.json`; none while it is the default. */
const schemeTables = `
  CREATE TABLE schemes (
    version bigint PRIMARY KEY,
    scheme text NOT NULL,
    by_user text,
    at text
  );
`

/** Version 4: what people say of the work on a document; none of those of which nothing was said. Assignees are JSON. */
const workflowTables = `
  CREATE TABLE workflow (
    document text PRIMARY KEY REFERENCES documents (id),
    status text,
    status_by text,
    status_at text,
    assignees text NOT NULL
  );
`

/** Each step brings a database of the version of its index to the next. */
export const postgresMigrations: readonly string[] = [
  `${firstTables} ${numbering} ${appendFunction}`,
  webhookTables,
  schemeTables,
  workflowTables,
]
