import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/issues/issue-codes.ts
var ISSUE_CODES = {
  "identifier-too-long": {
    category: "schema",
    priority: "MED",
    title: "A name is longer than 63 bytes",
    postgres: "PostgreSQL would cut it silently; two names can become one.",
    remedy: "Rename it in the application before the migration; the shortened name is in the objects ledger.",
    spec: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"
  },
  "empty-identifier": {
    category: "schema",
    priority: "HIGH",
    title: "A table or column has an empty name",
    postgres: "PostgreSQL refuses zero-length identifiers.",
    remedy: "Rename it in the source; the rehearsal uses a generated name.",
    spec: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"
  },
  "reserved-column-name": {
    category: "schema",
    priority: "MED",
    title: "A column is named like a PostgreSQL system column",
    postgres: "PostgreSQL refuses to create it.",
    remedy: "Rename the column in the application; the rehearsal appends an underscore.",
    spec: "https://www.postgresql.org/docs/current/ddl-system-columns.html"
  },
  "system-table-name": {
    category: "schema",
    priority: "MED",
    title: "A table is named like a system catalog of PostgreSQL",
    postgres: "It searches pg_catalog before all other schemas: queries of the application read the catalog.",
    remedy: "Rename the table with `rename` and in the application, or write its schema before its name.",
    spec: "https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-CATALOG"
  },
  "name-needs-quotes": {
    category: "schema",
    priority: "LOW",
    title: "Names that PostgreSQL finds only in quotes",
    postgres: "It folds names without quotes to lower case, and takes reserved words as such.",
    remedy: "Quote them in hand-written SQL; an ORM does.",
    spec: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"
  },
  "similar-names": {
    category: "schema",
    priority: "LOW",
    title: "Names that differ only in case and underscores",
    postgres: "They stay apart in quotes; tools that fold names would make them one.",
    remedy: "None needed as long as names are kept; else rename one.",
    spec: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"
  },
  "too-many-columns": {
    category: "schema",
    priority: "HIGH",
    title: "A table has more than 1600 columns",
    postgres: "PostgreSQL refuses to create the table.",
    remedy: "Split the table.",
    spec: "https://www.postgresql.org/docs/current/limits.html"
  },
  "declared-type-not-followed": {
    category: "schema",
    priority: "MED",
    title: "The declared type is not followed, by values or by the target",
    postgres: "The declared type cannot hold the values, or cannot stand where the column stands. Of a midnight in a column of dates it keeps the day.",
    remedy: "Correct the declaration, or the values; the rehearsal uses a type that holds them all. None needed for midnights.",
    spec: "https://www.sqlite.org/datatype3.html"
  },
  "declared-type-unknown": {
    category: "schema",
    priority: "LOW",
    title: "The declared type says nothing about the type of the target",
    postgres: "Its affinity and its values decide, also where PostgreSQL has a type of this name.",
    remedy: "None needed; a type that only PostgreSQL has, such as interval, can be given with `--schema`.",
    spec: "https://www.sqlite.org/datatype3.html#determination_of_column_affinity"
  },
  "mixed-storage-classes": {
    category: "schema",
    priority: "HIGH",
    title: "A column holds values of several storage classes",
    postgres: "A PostgreSQL column has one type: 1 and '1' become the same text.",
    remedy: "Split the column, or add one that tells the class.",
    spec: "https://www.sqlite.org/datatype3.html#storage_classes_and_datatypes"
  },
  "default-not-translated": {
    category: "schema",
    priority: "MED",
    title: "A DEFAULT could not be translated",
    postgres: "The next INSERT that omits the column gets NULL or fails.",
    remedy: "Write the default for PostgreSQL yourself.",
    spec: "https://www.sqlite.org/lang_createtable.html#the_default_clause"
  },
  "default-in-local-time": {
    category: "schema",
    priority: "LOW",
    title: "A DEFAULT is local time",
    postgres: "Local is the time zone of the session there, and was that of the machine.",
    remedy: "Set the time zone of the sessions, or store UTC.",
    spec: "https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT"
  },
  "generated-column-not-translated": {
    category: "schema",
    priority: "MED",
    title: "The expression of a generated column could not be translated",
    postgres: "The column is loaded as an ordinary one and is not kept up to date.",
    remedy: "Write the expression for PostgreSQL yourself.",
    spec: "https://www.postgresql.org/docs/current/ddl-generated-columns.html"
  },
  "foreign-key-parent-missing": {
    category: "schema",
    priority: "HIGH",
    title: "A foreign key refers to a table or column that does not exist, or to a view",
    postgres: "PostgreSQL refuses to create the constraint.",
    remedy: "Create the parent, or drop the foreign key in the source.",
    spec: "https://www.sqlite.org/foreignkeys.html#fk_indexes"
  },
  "foreign-key-parent-not-unique": {
    category: "schema",
    priority: "HIGH",
    title: "A foreign key refers to columns that are not unique",
    postgres: "PostgreSQL refuses to create the constraint.",
    remedy: "Make the parent columns unique.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"
  },
  "foreign-key-type-mismatch": {
    category: "schema",
    priority: "HIGH",
    title: "The two sides of a foreign key have types that cannot be compared",
    postgres: "PostgreSQL refuses to create the constraint.",
    remedy: "Give both columns the same type.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"
  },
  "constraint-refused": {
    category: "schema",
    priority: "HIGH",
    title: "PostgreSQL refused a constraint",
    postgres: "The rule that it enforced is gone.",
    remedy: "Read the message of PostgreSQL, and write the constraint for PostgreSQL yourself.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html"
  },
  "index-refused": {
    category: "schema",
    priority: "MED",
    title: "PostgreSQL refused an index",
    postgres: "Queries that used it scan the table; a unique index no longer enforces its rule.",
    remedy: "Read the message of PostgreSQL, and write the index for PostgreSQL yourself.",
    spec: "https://www.postgresql.org/docs/current/indexes.html"
  },
  "table-refused": {
    category: "schema",
    priority: "HIGH",
    title: "PostgreSQL refused to create a table",
    postgres: "None of its rows arrive.",
    remedy: "Read the message of PostgreSQL and change the table.",
    spec: "https://www.postgresql.org/docs/current/sql-createtable.html"
  },
  "target-table-missing": {
    category: "schema",
    priority: "HIGH",
    title: "The target has no such table",
    postgres: "None of its rows arrived.",
    remedy: "Create the table and load it again; or name it in `exclude`, if the application does not need it any more.",
    spec: "https://www.postgresql.org/docs/current/sql-createtable.html"
  },
  "target-column-missing": {
    category: "schema",
    priority: "HIGH",
    title: "The target has no such column",
    postgres: "None of its values arrived.",
    remedy: "Add the column and load it again; or give its name there with `rename`, if it has another.",
    spec: "https://www.postgresql.org/docs/current/sql-altertable.html"
  },
  "target-column-extra": {
    category: "schema",
    priority: "LOW",
    title: "The target has a column that the source does not have",
    postgres: "The rows get its default.",
    remedy: "Name its counterpart under `rename`, or fill it in after the migration.",
    spec: "https://www.postgresql.org/docs/current/ddl-default.html"
  },
  "target-column-required": {
    category: "schema",
    priority: "HIGH",
    title: "The target requires a column that the source does not have",
    postgres: "It refuses every row; the rehearsal lifts the NOT NULL to find what else there is.",
    remedy: "Give the column a default, name its counterpart under `rename`, or drop the NOT NULL.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL"
  },
  "target-table-extra": {
    category: "schema",
    priority: "LOW",
    title: "The target has a table that the source does not have",
    postgres: "Nothing is loaded into it.",
    remedy: "None needed, unless it is the counterpart of a table with another name: say so with `rename`.",
    spec: "https://www.postgresql.org/docs/current/sql-createtable.html"
  },
  "target-type-differs": {
    category: "schema",
    priority: "LOW",
    title: "The target has other types than the values ask for",
    postgres: "It converts what is written, or refuses it; values that would change are issues of their own. Booleans of another type are MED. `validate` tells only what an application would notice: no other size, no more telling type.",
    remedy: "None needed where the application wants these types.",
    spec: "https://www.postgresql.org/docs/current/datatype.html"
  },
  "target-type-narrower": {
    category: "schema",
    priority: "MED",
    title: "The target has a narrower type than the source declares",
    postgres: "The next value that the declaration allows may be refused, or rounded.",
    remedy: "Widen the column in the target.",
    spec: "https://www.postgresql.org/docs/current/sql-altertable.html"
  },
  "target-column-generated": {
    category: "schema",
    priority: "LOW",
    title: "The target computes a column that the source stores",
    postgres: "It refuses an INSERT that names the column; its value is computed, and compared with that of the source.",
    remedy: "None needed where the application does not write the column.",
    spec: "https://www.postgresql.org/docs/current/ddl-generated-columns.html"
  },
  "target-identity-always": {
    category: "schema",
    priority: "LOW",
    title: "The target has a GENERATED ALWAYS column",
    postgres: "It refuses an INSERT with a key of its own, unless it says OVERRIDING SYSTEM VALUE; COPY may.",
    remedy: "Make it GENERATED BY DEFAULT if the application chooses keys.",
    spec: "https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-GENERATED-IDENTITY"
  },
  "target-trigger-present": {
    category: "logic",
    priority: "LOW",
    title: "The target has a trigger",
    postgres: "It fires for each loaded row; the rehearsal switches it off while it loads.",
    remedy: "Switch it off in the real migration too, or make sure that it does no harm.",
    spec: "https://www.postgresql.org/docs/current/sql-altertable.html"
  },
  "target-rows-present": {
    category: "integrity",
    priority: "LOW",
    title: "The schema of the target comes with rows",
    postgres: "Rows with the same key collide; the rehearsal empties the table first.",
    remedy: "Compare the rows that the migrations of the application insert with those of the source.",
    spec: "https://www.postgresql.org/docs/current/sql-truncate.html"
  },
  "target-rule-missing": {
    category: "schema",
    priority: "HIGH",
    title: "The target lacks a rule of the source",
    postgres: "The next write can break what the source enforces; without an index, queries scan the table.",
    remedy: "Add the rule to the target.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html"
  },
  "target-rule-differs": {
    category: "schema",
    priority: "MED",
    title: "The target has a rule of the source in other words",
    postgres: "It may take a write that the source refuses, refuse one that the source takes, or store another value.",
    remedy: "Compare the two definitions in the message, and change the target where they do not mean the same.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html"
  },
  "target-rule-extra": {
    category: "schema",
    priority: "LOW",
    title: "The target has a rule that the source does not have",
    postgres: "It can refuse or change what the application writes next, though the source would take it.",
    remedy: "Make sure that the application obeys the rule, or drop it.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html"
  },
  "target-rule-not-compared": {
    category: "schema",
    priority: "MED",
    title: "A rule of the source was not compared with the target",
    postgres: "Whether the target does the same is not known.",
    remedy: "Compare it yourself; both texts are in the message or in the objects ledger.",
    spec: "https://www.sqlite.org/lang.html"
  },
  "target-name-differs": {
    category: "schema",
    priority: "LOW",
    title: "The target spells a name in other case",
    postgres: "A name in quotes is only found as it is spelled; one without quotes is read in lower case.",
    remedy: "Quote the names in the application as the target spells them, or rename them in the target.",
    spec: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"
  },
  "object-not-parsed": {
    category: "schema",
    priority: "MED",
    title: "The definition of an object could not be read",
    postgres: "It is not in the target.",
    remedy: "Write it for PostgreSQL yourself; its text is in the objects ledger.",
    spec: "https://www.sqlite.org/schematab.html"
  },
  "null-in-primary-key": {
    category: "integrity",
    priority: "HIGH",
    title: "A primary key holds NULL",
    postgres: "PostgreSQL refuses the primary key.",
    remedy: "Give the rows a key, or delete them.",
    spec: "https://www.sqlite.org/lang_createtable.html#the_primary_key"
  },
  "null-in-not-null": {
    category: "integrity",
    priority: "HIGH",
    title: "A NOT NULL column holds NULL",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Fill in the values, or drop the NOT NULL.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL"
  },
  "duplicate-key": {
    category: "integrity",
    priority: "HIGH",
    title: "Rows are not unique under the rules of PostgreSQL",
    postgres: "PostgreSQL refuses the constraint or the unique index, unless enough of the rows are rejected for another reason.",
    remedy: "Remove or change the duplicates.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS"
  },
  "foreign-key-orphans": {
    category: "integrity",
    priority: "HIGH",
    title: "Child rows have no parent",
    postgres: "PostgreSQL refuses to validate the foreign key.",
    remedy: "Delete the child rows, set the reference to NULL, or restore the parents.",
    spec: "https://www.sqlite.org/foreignkeys.html"
  },
  "foreign-key-parent-rejected": {
    category: "integrity",
    priority: "MED",
    title: "Child rows have a parent that was rejected",
    postgres: "PostgreSQL refuses to validate the foreign key as long as the parents are not there.",
    remedy: "Nothing to do here: correct the rejected rows of the parent table.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"
  },
  "foreign-key-parent-excluded": {
    category: "integrity",
    priority: "LOW",
    title: "Child rows have no parent, and the settings leave out the parent table",
    postgres: "There is no foreign key that it could refuse; there will be one when both tables are migrated.",
    remedy: "Rehearse both tables in one run, or delete the child rows, or set the reference to NULL.",
    spec: "https://www.sqlite.org/foreignkeys.html"
  },
  "check-violated": {
    category: "integrity",
    priority: "HIGH",
    title: "Rows break a CHECK constraint",
    postgres: "PostgreSQL refuses the constraint.",
    remedy: "Correct the rows, or the constraint.",
    spec: "https://www.sqlite.org/lang_createtable.html#check_constraints"
  },
  "sequence-exhausted": {
    category: "integrity",
    priority: "MED",
    title: "The highest key is the largest that there is",
    postgres: "The next INSERT without a key fails.",
    remedy: "Renumber the row.",
    spec: "https://www.sqlite.org/autoinc.html"
  },
  "negative-key": {
    category: "integrity",
    priority: "LOW",
    title: "Keys are negative",
    postgres: "They stay as they are; the sequence goes on behind the highest key, or begins with 1, and never reaches them.",
    remedy: "None needed, unless the application counts downwards.",
    spec: "https://www.postgresql.org/docs/current/sql-createsequence.html"
  },
  "insert-probe-failed": {
    category: "integrity",
    priority: "HIGH",
    title: "An INSERT that takes the next key failed",
    postgres: "The next INSERT of the application fails.",
    remedy: "Set the sequence past the highest key: select setval(\u2026). Where the key is not the cause, the SQLSTATE tells it.",
    spec: "https://www.postgresql.org/docs/current/sql-createsequence.html"
  },
  "source-corrupt": {
    category: "integrity",
    priority: "HIGH",
    title: "The source is damaged",
    postgres: "Rows may be missing or wrong before any migration.",
    remedy: "Repair the database with `sqlite3 \u2026 .recover`, and rehearse again.",
    spec: "https://www.sqlite.org/pragma.html#pragma_integrity_check"
  },
  "integrity-not-checked": {
    category: "integrity",
    priority: "MED",
    title: "SQLite could not check a table for damage",
    postgres: "Nothing vouches that its rows were whole before the migration.",
    remedy: "Run `PRAGMA integrity_check` in the application, which knows its own collations and functions.",
    spec: "https://www.sqlite.org/pragma.html#pragma_integrity_check"
  },
  "source-read-failed": {
    category: "integrity",
    priority: "HIGH",
    title: "SQLite could not read all rows of a table",
    postgres: "The rows after the damage cannot be migrated.",
    remedy: "Repair the database with `sqlite3 \u2026 .recover`, and rehearse again.",
    spec: "https://www.sqlite.org/rescode.html#corrupt"
  },
  "target-read-refused": {
    category: "integrity",
    priority: "HIGH",
    title: "PostgreSQL did not let a table be read",
    postgres: "None of its cells were compared.",
    remedy: "Grant SELECT on the table to the user of the URL; the SQLSTATE says what else it can be.",
    spec: "https://www.postgresql.org/docs/current/sql-grant.html"
  },
  "wal-missing": {
    category: "integrity",
    priority: "HIGH",
    title: "The database is in WAL mode and its -wal file is not there",
    postgres: "The newest transactions may be missing.",
    remedy: "Copy the -wal file along, or run `PRAGMA wal_checkpoint(TRUNCATE)` before copying.",
    spec: "https://www.sqlite.org/wal.html"
  },
  "foreign-key-mismatch": {
    category: "integrity",
    priority: "MED",
    title: "SQLite itself cannot check a foreign key",
    postgres: "`PRAGMA foreign_key_check` stops with an error there.",
    remedy: "Correct the foreign key.",
    spec: "https://www.sqlite.org/foreignkeys.html#fk_indexes"
  },
  "wrong-storage-class": {
    category: "quality",
    priority: "HIGH",
    title: "Values of another storage class than the column declares",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Correct the values, or declare the column as TEXT.",
    spec: "https://www.sqlite.org/datatype3.html"
  },
  "fraction-in-integer": {
    category: "quality",
    priority: "MED",
    title: "An integer column holds fractions",
    postgres: "PostgreSQL refuses or rounds them; the rehearsal uses a type that keeps them.",
    remedy: "Round the values, or declare the column as NUMERIC.",
    spec: "https://www.sqlite.org/datatype3.html#type_affinity"
  },
  "integer-out-of-range": {
    category: "quality",
    priority: "HIGH",
    title: "Integers beyond the range of the column in the target",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Make the column bigint in the target, or clamp the values.",
    spec: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT"
  },
  "float-precision-lost": {
    category: "quality",
    priority: "HIGH",
    title: "Numbers that a float of the target would round",
    postgres: "real keeps 24 bits and double precision 53; it takes the number and changes it.",
    remedy: "Make the column double precision, or numeric, in the target.",
    spec: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT"
  },
  "negative-unsigned": {
    category: "quality",
    priority: "LOW",
    title: "An UNSIGNED column holds negative numbers",
    postgres: "They arrive as they are; PostgreSQL has no unsigned types.",
    remedy: "Look for a counter that wrapped around.",
    spec: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT"
  },
  "integer-beyond-64-bits": {
    category: "quality",
    priority: "MED",
    title: "Whole numbers are too large for 64 bits and were stored as REAL",
    postgres: "Digits are already lost inside SQLite.",
    remedy: "Store such numbers as TEXT.",
    spec: "https://www.sqlite.org/datatype3.html#storage_classes_and_datatypes"
  },
  "varchar-overflow": {
    category: "quality",
    priority: "HIGH",
    title: "Texts are longer than the declared length",
    postgres: "PostgreSQL refuses the rows; the rehearsal uses text, which holds them.",
    remedy: "Shorten the texts, or raise the limit.",
    spec: "https://www.postgresql.org/docs/current/datatype-character.html"
  },
  "decimal-overflow": {
    category: "quality",
    priority: "HIGH",
    title: "Numbers do not fit the declared precision and scale",
    postgres: "PostgreSQL rounds or refuses them; the rehearsal uses numeric without limits.",
    remedy: "Round the values, or raise the precision.",
    spec: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL"
  },
  "digits-already-lost": {
    category: "quality",
    priority: "MED",
    title: "Digits were lost in SQLite: in REAL beyond 2^53, or where a text became a number",
    postgres: "The digits were lost inside SQLite, before any migration.",
    remedy: "Store such numbers as TEXT.",
    spec: "https://www.sqlite.org/floatingpoint.html"
  },
  "non-finite-number": {
    category: "quality",
    priority: "MED",
    title: "Infinite numbers",
    postgres: "PostgreSQL keeps them, many clients do not.",
    remedy: "Replace them by NULL.",
    spec: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT"
  },
  "invalid-date": {
    category: "quality",
    priority: "HIGH",
    title: "Values of a date or time column that are not dates",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Correct the values, or set them to NULL. The remedy `cast` reads compact dates, and texts that count from an epoch.",
    spec: "https://www.sqlite.org/lang_datefunc.html"
  },
  "time-beyond-day": {
    category: "quality",
    priority: "HIGH",
    title: "Times later than 24:00",
    postgres: "PostgreSQL ends a time at 24:00:00 and refuses what is later.",
    remedy: "Use interval in PostgreSQL where they are durations; else correct the values.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIME-TABLE"
  },
  "date-encoding": {
    category: "quality",
    priority: "LOW",
    title: "A date column holds numbers that count from an epoch",
    postgres: "A naive migration reads them as a year.",
    remedy: "None needed; the rehearsal turns them into timestamptz, or into the type of a given schema.",
    spec: "https://www.sqlite.org/datatype3.html#date_and_time_datatype"
  },
  "interval-from-number": {
    category: "quality",
    priority: "MED",
    title: "An interval of the target is a number in the source",
    postgres: "It reads a bare number as seconds.",
    remedy: "None needed where the application counts microseconds; else change the numbers by a remedy of the settings.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT"
  },
  "interval-unclear": {
    category: "quality",
    priority: "HIGH",
    title: "A text is not clearly an interval",
    postgres: "It takes a number without a unit for seconds, and refuses other texts.",
    remedy: "Spell it with its unit, as `5 seconds`, or as ISO 8601 has it, `PT5S`.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT"
  },
  "date-encodings-mixed": {
    category: "quality",
    priority: "MED",
    title: "A date column holds dates in several encodings",
    postgres: "Some of them are refused or read as another instant.",
    remedy: "Write all dates in one form.",
    spec: "https://www.sqlite.org/datatype3.html#date_and_time_datatype"
  },
  "date-encoding-unknown": {
    category: "quality",
    priority: "MED",
    title: "A date column holds numbers that could mean several things",
    postgres: "PostgreSQL refuses numbers in a timestamp column; the rehearsal keeps them as they are.",
    remedy: "Say what the numbers count by the remedy `do: cast`: `from: epoch-seconds` (or `-milliseconds` \u2026) since 1970, `core-data-seconds` since 2001 in a database of Core Data, `julian-day`, or `compact-date` for 20240131. A wrong count makes wrong dates that nothing tells any more.",
    spec: "https://www.sqlite.org/datatype3.html#date_and_time_datatype"
  },
  "time-zone-mixed": {
    category: "quality",
    priority: "MED",
    title: "Some timestamps have an offset and some have none",
    postgres: "The ones without are taken as UTC.",
    remedy: "Write all of them with an offset.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-INPUT-TIME-STAMPS"
  },
  "time-zone-normalised": {
    category: "quality",
    priority: "LOW",
    title: "Timestamps have offsets other than UTC",
    postgres: "timestamptz keeps the instant, not the offset.",
    remedy: "Keep the offset in a column of its own if it matters.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIMEZONES"
  },
  "sub-microsecond": {
    category: "quality",
    priority: "MED",
    title: "Timestamps or times have more than six decimals",
    postgres: "PostgreSQL keeps six decimals and rounds the rest; the rehearsal keeps all of them, as text.",
    remedy: "Cut the decimals with the remedy `do: truncate`, and the column becomes a timestamp or time; or declare it as TEXT.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html"
  },
  "time-part-lost": {
    category: "quality",
    priority: "HIGH",
    title: "Timestamps in a column of dates",
    postgres: "It takes them and cuts the time off. A midnight in UTC, or without an offset, loses nothing.",
    remedy: "Make the column a timestamp in the target, or cut the values with a remedy.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html"
  },
  "time-zone-lost": {
    category: "quality",
    priority: "HIGH",
    title: "Timestamps with an offset in a column without time zone",
    postgres: "It takes them and drops the offset: the instant becomes another.",
    remedy: "Make the column timestamp with time zone in the target, or write the values in UTC.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-INPUT-TIME-STAMPS"
  },
  "time-zone-assumed": {
    category: "quality",
    priority: "MED",
    title: "Timestamps without an offset in a column with time zone",
    postgres: "It takes them in the time zone of the session; the rehearsal takes them as UTC, as SQLite does.",
    remedy: "None needed if the application writes UTC.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIMEZONES"
  },
  "timespan-text": {
    category: "quality",
    priority: "LOW",
    title: "Texts are TimeSpans of .NET",
    postgres: "They stay text; as interval, `1.02:03:04` would be read as something else.",
    remedy: "Turn them into seconds or ISO 8601 durations before a column becomes interval.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT"
  },
  "boolean-spelling": {
    category: "quality",
    priority: "HIGH",
    title: "Values of a boolean column that are not booleans",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Correct the values; the remedy `do: cast` with `from: boolean` reads the usual words.",
    spec: "https://www.postgresql.org/docs/current/datatype-boolean.html"
  },
  "nul-in-text": {
    category: "quality",
    priority: "HIGH",
    title: "Texts hold the character U+0000",
    postgres: "PostgreSQL text cannot hold it; the rows are refused.",
    remedy: "Strip or replace it, or use bytea.",
    spec: "https://www.postgresql.org/docs/current/datatype-character.html"
  },
  "invalid-utf8": {
    category: "quality",
    priority: "HIGH",
    title: "Texts are not valid UTF-8",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Re-encode the texts, or use bytea.",
    spec: "https://www.postgresql.org/docs/current/multibyte.html"
  },
  "trailing-blanks-lost": {
    category: "quality",
    priority: "HIGH",
    title: "Texts that end in blanks in a column of type char(n)",
    postgres: "It pads such a column with blanks and cannot tell them from those of the value.",
    remedy: "Make the column varchar or text in the target, or trim the values.",
    spec: "https://www.postgresql.org/docs/current/datatype-character.html"
  },
  "char-padded": {
    category: "quality",
    priority: "MED",
    title: "Texts that are shorter than the char(n) of the target",
    postgres: "Clients read them padded with blanks to n characters.",
    remedy: "Make the column varchar or text in the target, or trim what the application reads.",
    spec: "https://www.postgresql.org/docs/current/datatype-character.html"
  },
  "enum-label-unknown": {
    category: "quality",
    priority: "HIGH",
    title: "Values that are no label of the enum in the target",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Add the label to the type, or replace the values.",
    spec: "https://www.postgresql.org/docs/current/datatype-enum.html"
  },
  "blob-in-text": {
    category: "quality",
    priority: "MED",
    title: "A column of texts or of JSON holds blobs that are texts",
    postgres: "Blobs that are valid UTF-8, and of a JSON column JSON, arrive as text.",
    remedy: "Store texts as TEXT.",
    spec: "https://www.sqlite.org/datatype3.html"
  },
  "binary-in-text": {
    category: "quality",
    priority: "HIGH",
    title: "A text column holds blobs that are not valid UTF-8, or hold U+0000",
    postgres: "PostgreSQL text cannot hold them; the rows are refused.",
    remedy: "Declare the column as BLOB, or re-encode the values.",
    spec: "https://www.postgresql.org/docs/current/multibyte.html"
  },
  "text-in-blob": {
    category: "quality",
    priority: "MED",
    title: "A blob column holds texts",
    postgres: "They arrive as the bytes of the text.",
    remedy: "Store blobs as BLOB.",
    spec: "https://www.sqlite.org/datatype3.html"
  },
  "invalid-json": {
    category: "quality",
    priority: "HIGH",
    title: "Values of a JSON column that are not JSON",
    postgres: "PostgreSQL refuses the rows.",
    remedy: "Correct the values, or use text.",
    spec: "https://www.postgresql.org/docs/current/datatype-json.html"
  },
  "json-not-jsonb": {
    category: "quality",
    priority: "MED",
    title: "JSON texts that jsonb would refuse or change",
    postgres: "jsonb refuses \\u0000 and unpaired surrogates, and keeps the last of several equal keys; the rehearsal uses json.",
    remedy: "Correct the values before the application moves to jsonb.",
    spec: "https://www.postgresql.org/docs/current/datatype-json.html"
  },
  "invalid-uuid": {
    category: "quality",
    priority: "MED",
    title: "Values of a UUID column that are not canonical UUIDs",
    postgres: "PostgreSQL refuses or respells them; the rehearsal uses text.",
    remedy: "Write all of them in the canonical form.",
    spec: "https://www.postgresql.org/docs/current/datatype-uuid.html"
  },
  "uuid-respelled": {
    category: "quality",
    priority: "LOW",
    title: "UUIDs in capitals or without hyphens",
    postgres: "It takes them and prints them in lower case with hyphens.",
    remedy: "None needed where the application compares UUIDs as such, and not as texts.",
    spec: "https://www.postgresql.org/docs/current/datatype-uuid.html"
  },
  "uuid-bytes": {
    category: "quality",
    priority: "MED",
    title: "Blobs of 16 bytes are UUIDs",
    postgres: "They arrive as bytea; the application may expect uuid. A column of type uuid refuses them.",
    remedy: "Find out the order of the bytes. In that of RFC 9562 the remedy `do: cast` with `from: uuid-bytes` makes them uuid; that of .NET has to be turned first, by a `prepare` script.",
    spec: "https://www.postgresql.org/docs/current/datatype-uuid.html"
  },
  "sqlite-jsonb": {
    category: "quality",
    priority: "MED",
    title: "Blobs are JSONB of SQLite",
    postgres: "PostgreSQL does not know this format; they arrive as bytea, and a column of type json or jsonb refuses them.",
    remedy: "Turn them into text with json() in SQLite.",
    spec: "https://www.sqlite.org/jsonb.html"
  },
  "geometry-blob": {
    category: "quality",
    priority: "LOW",
    title: "Blobs are geometries of GeoPackage or SpatiaLite",
    postgres: "They arrive as bytea.",
    remedy: "Use PostGIS, and ogr2ogr for these tables.",
    spec: "http://www.geopackage.org/spec/#gpb_format"
  },
  "value-too-large": {
    category: "quality",
    priority: "HIGH",
    title: "Values too large to be sent to PostgreSQL",
    postgres: "A field is limited to 1 GB, in its hexadecimal form; the rehearsal sends rows of up to 250 MB.",
    remedy: "Keep such values outside of the database.",
    spec: "https://www.postgresql.org/docs/current/limits.html"
  },
  "row-refused": {
    category: "quality",
    priority: "HIGH",
    title: "PostgreSQL refused rows",
    postgres: "The rows are in the rejects.",
    remedy: "Look up the SQLSTATE; the rejects file has the key, the column and the SQLSTATE of each row.",
    spec: "https://www.postgresql.org/docs/current/errcodes-appendix.html"
  },
  "nocase-collation": {
    category: "logic",
    priority: "MED",
    title: "A column compares without regard to case",
    postgres: "PostgreSQL compares exactly: queries find fewer rows. Unique rules were kept as expression indexes.",
    remedy: "Use lower() on both sides, or citext.",
    spec: "https://www.sqlite.org/datatype3.html#collation"
  },
  "unicode-case-collision": {
    category: "logic",
    priority: "MED",
    title: "Keys differ only in the case of letters beyond ASCII",
    postgres: "NOCASE keeps them apart; citext and lower() would not.",
    remedy: "Decide which row stays before the application moves to citext.",
    spec: "https://www.postgresql.org/docs/current/citext.html"
  },
  "rtrim-collation": {
    category: "logic",
    priority: "MED",
    title: "A column compares without regard to trailing spaces",
    postgres: "PostgreSQL compares exactly: queries find fewer rows.",
    remedy: "Trim the values.",
    spec: "https://www.sqlite.org/datatype3.html#collation"
  },
  "custom-collation": {
    category: "logic",
    priority: "MED",
    title: "A column uses a collation of the application",
    postgres: "PostgreSQL does not know it; the default order is used.",
    remedy: "Create the collation in PostgreSQL.",
    spec: "https://www.sqlite.org/datatype3.html#collation"
  },
  "check-not-translated": {
    category: "logic",
    priority: "MED",
    title: "A CHECK constraint could not be translated",
    postgres: "The rule that it enforced is gone.",
    remedy: "Write the constraint for PostgreSQL yourself.",
    spec: "https://www.sqlite.org/lang_createtable.html#check_constraints"
  },
  "index-not-translated": {
    category: "logic",
    priority: "MED",
    title: "An index could not be translated",
    postgres: "Queries that used it scan the table.",
    remedy: "Write the index for PostgreSQL yourself.",
    spec: "https://www.sqlite.org/lang_createindex.html"
  },
  "index-respelled": {
    category: "logic",
    priority: "LOW",
    title: "An index is over a moment that PostgreSQL spells in another way",
    postgres: "A query uses the index only where it spells the expression as the index does.",
    remedy: "None needed for the rows: write the expression in the queries that should use the index as the index has it.",
    spec: "https://www.postgresql.org/docs/current/indexes-expressional.html"
  },
  "view-not-migrated": {
    category: "logic",
    priority: "MED",
    title: "A view is not migrated",
    postgres: "Queries that use it fail.",
    remedy: "Write the view for PostgreSQL yourself; its text is in the objects ledger.",
    spec: "https://www.sqlite.org/lang_createview.html"
  },
  "view-broken": {
    category: "logic",
    priority: "MED",
    title: "A view does not work in SQLite either",
    postgres: "It is not migrated.",
    remedy: "Drop it, or correct it.",
    spec: "https://www.sqlite.org/lang_createview.html"
  },
  "trigger-not-migrated": {
    category: "logic",
    priority: "MED",
    title: "A trigger is not migrated",
    postgres: "What it did no longer happens.",
    remedy: "Write the trigger for PostgreSQL yourself; its text is in the objects ledger.",
    spec: "https://www.sqlite.org/lang_createtrigger.html"
  },
  "virtual-table-not-migrated": {
    category: "logic",
    priority: "MED",
    title: "A virtual table is not migrated",
    postgres: "Queries that use it fail.",
    remedy: "Full-text search: a tsvector column with a GIN index. R-Tree: PostGIS or a GiST index.",
    spec: "https://www.sqlite.org/vtab.html"
  },
  "on-conflict-clause": {
    category: "logic",
    priority: "MED",
    title: "A constraint has an ON CONFLICT clause",
    postgres: "PostgreSQL has none: the statement fails instead.",
    remedy: "Use INSERT \u2026 ON CONFLICT in the application.",
    spec: "https://www.sqlite.org/lang_conflict.html"
  },
  "key-order-lost": {
    category: "logic",
    priority: "LOW",
    title: "A key is descending",
    postgres: "The index behind a constraint is ascending; rows come in another order where none is asked for.",
    remedy: "None needed: PostgreSQL reads an index backwards. Add ORDER BY where the order matters.",
    spec: "https://www.postgresql.org/docs/current/indexes-ordering.html"
  },
  "database-version-not-migrated": {
    category: "logic",
    priority: "LOW",
    title: "The header of the file holds a version or an application id",
    postgres: "It has no such numbers.",
    remedy: "Keep the version in a table if the application asks for it.",
    spec: "https://www.sqlite.org/pragma.html#pragma_user_version"
  },
  "migration-history-table": {
    category: "logic",
    priority: "LOW",
    title: "A table of an ORM that lists the migrations it has run",
    postgres: "It describes the SQLite schema, not the one in PostgreSQL.",
    remedy: "Let the ORM create its own on PostgreSQL; exclude this table.",
    spec: "https://www.sqlite.org/lang_createtable.html"
  },
  "remedy-failed": {
    category: "logic",
    priority: "HIGH",
    title: "A remedy of the settings could not be applied",
    postgres: "The rows are as they were, and so is what PostgreSQL does about them.",
    remedy: "Choose another remedy; the object names the issue that it was for.",
    spec: "https://www.sqlite.org/lang_conflict.html"
  },
  "generated-column-remedied": {
    category: "logic",
    priority: "MED",
    title: "A remedy has changed the values of a generated column",
    postgres: "The target holds what SQLite computes from the remedied values.",
    remedy: "Accept this with a waiver where the computed values may follow; otherwise choose another remedy. The object names the issue that it was for.",
    spec: "https://www.sqlite.org/gencol.html"
  },
  "remedy-unused": {
    category: "logic",
    priority: "LOW",
    title: "A remedy of the settings matches no issue",
    postgres: "Nothing: the remedy has no effect.",
    remedy: "Remove it, or correct the id; the report lists the ids of all issues.",
    spec: null
  },
  "pattern-unused": {
    category: "logic",
    priority: "MED",
    title: "A pattern of the settings names no table",
    postgres: "Nothing; but a table that was meant to be rehearsed may not be.",
    remedy: "Correct the pattern under include, exclude or core, or remove it.",
    spec: null
  },
  "waiver-expired": {
    category: "logic",
    priority: "MED",
    title: "A waiver of the settings has ended",
    postgres: "Nothing; the issues that it accepted count again.",
    remedy: "Fix the issues that it accepted, or give it a later day; otherwise remove it.",
    spec: null
  },
  "waiver-unused": {
    category: "logic",
    priority: "LOW",
    title: "A waiver of the settings matches no issue of the run",
    postgres: "Nothing; but an issue that comes later could be accepted by it unseen.",
    remedy: "Remove the waiver, or correct the issue id or the glob in it.",
    spec: null
  },
  "query-like-ignores-case": {
    category: "logic",
    priority: "MED",
    title: "A query of the application relies on LIKE without regard to case",
    postgres: "LIKE tells capitals from small letters: the query finds fewer rows.",
    remedy: "Use ILIKE, or lower() on both sides.",
    spec: "https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-LIKE"
  },
  "query-like-escape": {
    category: "logic",
    priority: "MED",
    title: "A query of the application has a backslash in a pattern of LIKE",
    postgres: "The backslash takes their meaning from the % or _ after it; in SQLite it is a character like any other.",
    remedy: "Add ESCAPE '', or an escape character of your own.",
    spec: "https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-LIKE"
  },
  "query-compares-nocase": {
    category: "logic",
    priority: "MED",
    title: "A query of the application compares by NOCASE",
    postgres: "There is no such collation, and equality tells capitals from small letters.",
    remedy: "Compare lower() of both sides, with an index on lower(), or use a nondeterministic collation.",
    spec: "https://www.sqlite.org/datatype3.html#collating_sequences"
  },
  "query-text-locale": {
    category: "logic",
    priority: "MED",
    title: "A query of the application relies on texts being compared by their bytes",
    postgres: "The rehearsal has the locale C, which does so, as SQLite does. Other locales sort capitals beside small letters, and change the case of letters beyond ASCII.",
    remedy: 'Compare with COLLATE "C", or create the database with the locale C.',
    spec: "https://www.postgresql.org/docs/current/collation.html"
  },
  "query-time-zone": {
    category: "logic",
    priority: "LOW",
    title: "A query of the application relies on the time zone of its session",
    postgres: "The sessions of the rehearsal have UTC, as SQLite does. The zone of others is a setting of the server, the database, the role or the driver.",
    remedy: "Set it for all sessions (alter database \u2026 set timezone to 'UTC'), or write AT TIME ZONE 'UTC' after the column.",
    spec: "https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIMEZONES"
  },
  "query-concatenation": {
    category: "logic",
    priority: "MED",
    title: "A query of the application concatenates values that are not texts with ||",
    postgres: "PostgreSQL refuses || unless one side is a text.",
    remedy: "Cast both to text.",
    spec: "https://www.postgresql.org/docs/current/functions-string.html"
  },
  "query-division": {
    category: "logic",
    priority: "MED",
    title: "A query of the application divides in a way that differs",
    postgres: "Dividing by zero is an error there and NULL in SQLite; numeric keeps the remainder that SQLite drops.",
    remedy: "Divide by nullif(b, 0), and use div() to drop the remainder.",
    spec: "https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes"
  },
  "query-rounding": {
    category: "logic",
    priority: "MED",
    title: "A query of the application rounds or cuts decimals in a way that differs",
    postgres: "A cast to an integer rounds, where SQLite cuts; round() of a double takes a half to the even neighbour.",
    remedy: "Use trunc() for a cast, and round() of numeric.",
    spec: "https://www.postgresql.org/docs/current/functions-math.html"
  },
  "query-cast": {
    category: "logic",
    priority: "MED",
    title: "A query of the application casts to a type that is another one in PostgreSQL",
    postgres: "REAL has six digits there, CHAR(n) and VARCHAR(n) cut what is longer, and a text that is no number is an error.",
    remedy: "Cast to double precision, to text, or the digits alone.",
    spec: "https://www.sqlite.org/lang_expr.html#castexpr"
  },
  "query-double-quoted-text": {
    category: "logic",
    priority: "MED",
    title: "A query of the application has a text in double quotes",
    postgres: "PostgreSQL takes it for a column, and refuses the query.",
    remedy: "Use single quotes.",
    spec: "https://www.sqlite.org/quirks.html#dblquote"
  },
  "query-name-quotes": {
    category: "logic",
    priority: "MED",
    title: "A query of the application spells names as only SQLite does",
    postgres: "PostgreSQL refuses backticks, brackets and the name of the database before that of a table, makes capitals without quotes small, takes a bare user for the one who is logged in, knows no name of a SELECT list in WHERE, and no column of DO UPDATE without its table.",
    remedy: "Use double quotes, leave out main, and write the expression or the table.",
    spec: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"
  },
  "query-rowid": {
    category: "logic",
    priority: "MED",
    title: "A query of the application reads the rowid",
    postgres: "PostgreSQL has none, and refuses the query.",
    remedy: "Read the primary key.",
    spec: "https://www.sqlite.org/rowidtable.html"
  },
  "query-date-function": {
    category: "logic",
    priority: "MED",
    title: "A query of the application calls a date function of SQLite",
    postgres: "PostgreSQL does not have it, or has another one of that name.",
    remedy: "Use the operators and functions of dates of PostgreSQL.",
    spec: "https://www.sqlite.org/lang_datefunc.html"
  },
  "query-sqlite-function": {
    category: "logic",
    priority: "MED",
    title: "A query of the application calls a function that PostgreSQL does not have, or has with another meaning",
    postgres: "PostgreSQL refuses the query, or gives another value.",
    remedy: "Use the function of PostgreSQL that the issue names.",
    spec: "https://www.sqlite.org/lang_corefunc.html"
  },
  "query-or-conflict": {
    category: "logic",
    priority: "MED",
    title: "A statement of the application uses OR REPLACE or OR IGNORE",
    postgres: "PostgreSQL refuses the statement.",
    remedy: "Use ON CONFLICT.",
    spec: "https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT"
  },
  "query-inserts-key": {
    category: "logic",
    priority: "MED",
    title: "A statement of the application gives a value to a key that the database numbers",
    postgres: "NULL is refused, where SQLite takes the next number. A number does not move the identity, which can give it once more.",
    remedy: "Leave the column out, or write DEFAULT.",
    spec: "https://www.postgresql.org/docs/current/ddl-identity-columns.html"
  },
  "query-null-order": {
    category: "logic",
    priority: "MED",
    title: "A query of the application sorts by a column with NULLs",
    postgres: "NULLs come last in ascending order there, and first in SQLite.",
    remedy: "Write NULLS FIRST or NULLS LAST.",
    spec: "https://www.postgresql.org/docs/current/queries-order.html"
  },
  "query-limit": {
    category: "logic",
    priority: "MED",
    title: "A query of the application has a LIMIT that only SQLite knows",
    postgres: "PostgreSQL refuses the query.",
    remedy: "Write LIMIT count OFFSET first.",
    spec: "https://www.postgresql.org/docs/current/queries-limit.html"
  },
  "query-unsorted-limit": {
    category: "logic",
    priority: "LOW",
    title: "A query of the application takes the first rows of what nothing sorts",
    postgres: "It gives any rows, and other ones after an UPDATE; SQLite goes by its rowids or an index.",
    remedy: "Sort by a unique key in front of the LIMIT.",
    spec: "https://www.postgresql.org/docs/current/queries-limit.html"
  },
  "query-pattern-operator": {
    category: "logic",
    priority: "MED",
    title: "A query of the application uses GLOB, REGEXP or MATCH",
    postgres: "PostgreSQL refuses the query.",
    remedy: "Use regular expressions, or full-text search.",
    spec: "https://www.postgresql.org/docs/current/functions-matching.html"
  },
  "query-operator": {
    category: "logic",
    priority: "MED",
    title: "A query of the application compares as only SQLite does: by ==, by IS, values of different types, or a value with nothing",
    postgres: "PostgreSQL refuses the query.",
    remedy: "Use = or IS NOT DISTINCT FROM, between values of one type.",
    spec: "https://www.postgresql.org/docs/current/functions-comparison.html"
  },
  "query-boolean-as-number": {
    category: "logic",
    priority: "MED",
    title: "A query of the application uses a boolean as a number",
    postgres: "PostgreSQL refuses the query.",
    remedy: "Use the column as the condition that it is.",
    spec: "https://www.postgresql.org/docs/current/datatype-boolean.html"
  },
  "query-sqlite-syntax": {
    category: "logic",
    priority: "MED",
    title: "A statement of the application has a clause or a literal that only SQLite knows",
    postgres: "PostgreSQL refuses the statement.",
    remedy: "Leave it out, or ask the catalogs of PostgreSQL.",
    spec: "https://www.sqlite.org/lang_indexedby.html"
  },
  "query-group-by-loose": {
    category: "logic",
    priority: "MED",
    title: "A query of the application selects a column that it does not group by",
    postgres: "PostgreSQL refuses the query; SQLite takes the value of any row of the group.",
    remedy: "Add the column to GROUP BY, or say which value is wanted: min(), max(), DISTINCT ON.",
    spec: "https://www.sqlite.org/quirks.html#aggregate_queries_can_contain_non_aggregate_result_columns_that_are_not_in_the_group_by_clause"
  },
  "query-refused": {
    category: "logic",
    priority: "MED",
    title: "PostgreSQL refuses a query of the application",
    postgres: "It ends with an error.",
    remedy: "Give the spelling for PostgreSQL in the settings, and use it in the application.",
    spec: "https://www.postgresql.org/docs/current/errcodes-appendix.html"
  },
  "query-results-differ": {
    category: "logic",
    priority: "MED",
    title: "A query gives other results in PostgreSQL",
    postgres: "It answers with other rows, in another order, or with columns of other names.",
    remedy: "Find out which difference of the two dialects it relies on; order by a unique key.",
    spec: "https://www.postgresql.org/docs/current/queries.html"
  },
  "query-not-compared": {
    category: "logic",
    priority: "LOW",
    title: "A query of the settings could not be compared",
    postgres: "Not known: the query did not run on both sides, or answers otherwise each time.",
    remedy: "Give a query that reads, with the rows that it needs.",
    spec: null
  },
  "no-primary-key": {
    category: "performance",
    priority: "LOW",
    title: "A table has no primary key",
    postgres: "Single rows cannot be addressed, and the validation must sort the table.",
    remedy: "Add a primary key.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS"
  },
  "large-values-without-key": {
    category: "performance",
    priority: "LOW",
    title: "A table without a key holds large values",
    postgres: "To compare the table, all of its values are sorted.",
    remedy: "Add a primary key.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS"
  },
  "foreign-key-not-indexed": {
    category: "performance",
    priority: "LOW",
    title: "The columns of a foreign key have no index",
    postgres: "Deleting a parent row scans the whole child table.",
    remedy: "Create an index on the columns.",
    spec: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"
  },
  "query-slower": {
    category: "performance",
    priority: "MED",
    title: "A query takes twice to five times as long as in SQLite",
    postgres: "It is slower; the plan in the record shows where the time goes.",
    remedy: "Look at the plan: an index, or another spelling of the query, may help.",
    spec: "https://www.postgresql.org/docs/current/using-explain.html"
  },
  "query-much-slower": {
    category: "performance",
    priority: "MED",
    title: "A query takes over five times as long as in SQLite",
    postgres: "It is much slower; the plan in the record shows where the time goes.",
    remedy: "Look at the plan: an index, or another spelling of the query, may help.",
    spec: "https://www.postgresql.org/docs/current/using-explain.html"
  },
  "index-missing": {
    category: "performance",
    priority: "MED",
    title: "An index would make slow queries faster",
    postgres: "It reads the whole table; with the index, which was tried, it does not.",
    remedy: "Create the index.",
    spec: "https://www.postgresql.org/docs/current/indexes-intro.html"
  }
};

export {
  ISSUE_CODES
};
