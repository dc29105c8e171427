import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  issue
} from "./chunk-GGAEXMQ7.js";
import {
  quoteIdentifier
} from "./chunk-76LBD5FE.js";
import {
  openSqlite
} from "./chunk-D2TH455S.js";
import {
  isDamage
} from "./chunk-XMX4Y7CS.js";

// src/stages/snapshot/check-integrity.ts
var FULL_CHECK_BYTES = 16 * 1024 ** 2;
function checkIntegrity(path, sizeBytes) {
  const check = sizeBytes <= FULL_CHECK_BYTES ? "integrity_check" : "quick_check";
  const database = openSqlite(path);
  try {
    database.exec("pragma ignore_check_constraints = on");
    const tables = listTables(database);
    return [...checkForDamage(database, check, tables), ...findForeignKeyMismatches(database, tables)];
  } finally {
    database.close();
  }
}
function listTables(database) {
  return database.prepare(TABLES).pluck().all();
}
var TABLES = `
  select name
    from sqlite_schema
   where type = 'table'
   order by rowid`;
function checkForDamage(database, check, tables) {
  const whole = runCheck(database, check, null);
  if (whole.refusal === null) return describeDamage(whole.damage);
  const parts = tables.map((table) => ({ table, ...runCheck(database, check, table) }));
  const notChecked = parts.flatMap(
    ({ table, refusal }) => refusal === null ? [] : [issue("integrity-not-checked", { table, message: `SQLite could not check the table: ${refusal}` })]
  );
  return [...describeDamage(parts.flatMap(({ damage }) => damage)), ...notChecked];
}
function runCheck(database, check, table) {
  const argument = table === null ? MOST_MESSAGES : quoteIdentifier(table);
  const limit = table === null ? MOST_MESSAGES : MOST_MESSAGES_OF_TABLE;
  const damage = [];
  try {
    const messages = database.prepare(`pragma ${check}(${argument})`).pluck().iterate();
    let count = 0;
    for (const message of messages) {
      count++;
      damage.push(...message.split("\n").filter(tellsOfDamage));
      if (damage.length >= MOST_DAMAGE) return { damage, refusal: null };
    }
    return { damage, refusal: count < limit ? null : `it stopped at ${limit} values that break a rule` };
  } catch (error) {
    const { message } = error;
    return isDamage(error) ? { damage: [...damage, message], refusal: null } : { damage, refusal: message };
  }
}
var MOST_MESSAGES = 1e6;
var MOST_MESSAGES_OF_TABLE = 100;
var MOST_DAMAGE = 100;
function tellsOfDamage(line) {
  return line !== "ok" && !/^(\*\*\* in database|(NULL|NUMERIC|TEXT) value in) /.test(line);
}
var SHOWN_MESSAGES = 3;
function describeDamage(damage) {
  const isFullText = (message) => message.includes("inverted index");
  const fullText = damage.filter(isFullText);
  const other = damage.filter((message) => !isFullText(message));
  return [
    ...other.length === 0 ? [] : [issue("source-corrupt", { message: summarise(other) })],
    ...fullText.length === 0 ? [] : [fullTextDamage(fullText)]
  ];
}
function fullTextDamage(damage) {
  return issue("source-corrupt", {
    object: "full-text index",
    priority: "LOW",
    message: `${summarise(damage)}. Only searches in the source are concerned: full-text indexes are not migrated`,
    remedy: "Rebuild the index in the source: INSERT INTO the_table(the_table) VALUES('rebuild')."
  });
}
function summarise(damage) {
  const shown = damage.slice(0, SHOWN_MESSAGES);
  const more = damage.length - shown.length;
  const rest = more === 0 ? "" : `; and ${more}${damage.length >= MOST_DAMAGE ? " or more" : ""} others`;
  return `SQLite found damage: ${shown.join("; ")}${rest}`;
}
function findForeignKeyMismatches(database, tables) {
  return tables.flatMap((table) => {
    try {
      database.prepare(`pragma foreign_key_check(${quoteIdentifier(table)})`);
      return [];
    } catch (error) {
      const { message } = error;
      return message.startsWith("foreign key mismatch") ? [issue("foreign-key-mismatch", { table, message })] : [];
    }
  });
}

export {
  checkIntegrity
};
