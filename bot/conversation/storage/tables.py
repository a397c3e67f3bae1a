"""The tables beside LangGraph's: of conversations, of API keys and of batches. SQLite and Postgres read them alike.

Times are whole microseconds since 1970, in UTC.
"""

# A table of its own rather than LangGraph's store: the store sorts every conversation it holds for one page of a list,
# tells the time in whole seconds in SQLite, and changes a value only by reading and rewriting the whole of it, so two
# processes could undo each other's change.
_CONVERSATIONS = (
    """CREATE TABLE IF NOT EXISTS shortfall_conversations (
        id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        created BIGINT NOT NULL,
        updated BIGINT NOT NULL,
        turns INTEGER NOT NULL,
        pending TEXT
    )""",
    """CREATE INDEX IF NOT EXISTS shortfall_conversations_latest
        ON shortfall_conversations (updated DESC, id)""",
    """CREATE TABLE IF NOT EXISTS shortfall_owners (
        id TEXT NOT NULL PRIMARY KEY,
        owner TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS shortfall_feedback (
        id TEXT NOT NULL,
        turn INTEGER NOT NULL,
        helpful BOOLEAN NOT NULL,
        reason TEXT NOT NULL,
        given BIGINT NOT NULL,
        PRIMARY KEY (id, turn)
    )""",
    # name: the SHA-256 of owner and Idempotency-Key; asked: of the text
    """CREATE TABLE IF NOT EXISTS shortfall_idempotency (
        name TEXT NOT NULL PRIMARY KEY,
        conversation TEXT NOT NULL,
        turn INTEGER NOT NULL,
        asked TEXT NOT NULL,
        noted BIGINT NOT NULL
    )""",
    """CREATE INDEX IF NOT EXISTS shortfall_idempotency_noted
        ON shortfall_idempotency (noted)""",
    """CREATE INDEX IF NOT EXISTS shortfall_idempotency_conversation
        ON shortfall_idempotency (conversation)""",
)

_KEYS = (
    """CREATE TABLE IF NOT EXISTS shortfall_keys (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        owner TEXT NOT NULL,
        scopes TEXT NOT NULL,
        digest TEXT NOT NULL,
        created BIGINT NOT NULL,
        expires BIGINT,
        used BIGINT,
        revoked BIGINT,
        follows TEXT
    )""",
)

# served: when the job was last worked on, by which jobs take turns. lease, worker: until when whose it is.
_JOBS = (
    """CREATE TABLE IF NOT EXISTS shortfall_jobs (
        id TEXT NOT NULL PRIMARY KEY,
        owner TEXT NOT NULL,
        status TEXT NOT NULL,
        lines INTEGER NOT NULL,
        created BIGINT NOT NULL,
        updated BIGINT NOT NULL,
        finished BIGINT,
        served BIGINT NOT NULL,
        lease BIGINT,
        worker TEXT,
        fault TEXT
    )""",
    """CREATE INDEX IF NOT EXISTS shortfall_jobs_owner
        ON shortfall_jobs (owner, created DESC, id)""",
    """CREATE INDEX IF NOT EXISTS shortfall_jobs_next
        ON shortfall_jobs (status, served, id)""",
    """CREATE TABLE IF NOT EXISTS shortfall_job_lines (
        job TEXT NOT NULL,
        line INTEGER NOT NULL,
        asked TEXT NOT NULL,
        PRIMARY KEY (job, line)
    )""",
    """CREATE TABLE IF NOT EXISTS shortfall_job_results (
        job TEXT NOT NULL,
        line INTEGER NOT NULL,
        failed INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        PRIMARY KEY (job, line)
    )""",
    # how far a job is can be counted without reading answers
    """CREATE INDEX IF NOT EXISTS shortfall_job_results_failed
        ON shortfall_job_results (job, failed)""",
)

TABLES = (*_CONVERSATIONS, *_KEYS, *_JOBS)
NAMES = (
    "shortfall_conversations",
    "shortfall_owners",
    "shortfall_feedback",
    "shortfall_idempotency",
    "shortfall_keys",
    "shortfall_jobs",
    "shortfall_job_lines",
    "shortfall_job_results",
)
