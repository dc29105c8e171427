import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  quoteIdentifier
} from "./chunk-76LBD5FE.js";
import {
  registerTextFunctions
} from "./chunk-D2TH455S.js";
import {
  require_lib,
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import {
  UnexpectedPage,
  isIndexPage
} from "./chunk-SOGSMY6K.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/engines/sqlite/open-private-copy.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
function openPrivateCopy(path) {
  const database = new import_better_sqlite3.default(path, { fileMustExist: true });
  database.defaultSafeIntegers(true);
  database.unsafeMode(true);
  database.exec(FREE_WRITING);
  registerTextFunctions(database);
  return database;
}
var FREE_WRITING = `
  pragma synchronous              = off;
  pragma trusted_schema           = off;
  pragma cell_size_check          = on;
  pragma foreign_keys             = off;
  pragma recursive_triggers       = off;
  pragma ignore_check_constraints = on`;

// src/engines/sqlite/kept-statement.ts
var KEPT = /* @__PURE__ */ new WeakMap();
function keptStatement(database, sql) {
  const ofDatabase = KEPT.get(database) ?? /* @__PURE__ */ new Map();
  KEPT.set(database, ofDatabase);
  const statement = ofDatabase.get(sql) ?? database.prepare(sql);
  ofDatabase.set(sql, statement);
  return statement;
}

// src/engines/sqlite/pages/record-layout.ts
function readRoots(database) {
  const roots = keptStatement(database, ROOTS).raw().all();
  return new Map(roots.map(([name, root]) => [name, Number(root)]));
}
var ROOTS = `
  select name, rootpage
    from sqlite_schema
   where type = 'table'`;
var FIELDS = `
  select name, hidden, dflt_value as defaultText
    from pragma_table_xinfo(:table, 'main')
   where hidden <> 2
   order by cid`;
var FIELDS_BY_KEY = `
  select c.name, c.hidden, c.dflt_value as defaultText
    from pragma_index_list(:table, 'main') as l,
         pragma_index_xinfo(l.name, 'main') as x
         join pragma_table_xinfo(:table, 'main') as c using (cid)
   where l.origin = 'pk'
   order by x.seqno`;
function readRecordLayout(file, database, table, root) {
  if (root === void 0) return null;
  try {
    database.prepare(`select 1 from ${quoteIdentifier(table)} not indexed limit 1`).get();
    const isIndex = isIndexPage(file, root);
    const rowid = isIndex ? null : findRowidAlias(database, table);
    const rows = keptStatement(database, isIndex ? FIELDS_BY_KEY : FIELDS).all({ table });
    const names = rows.map(({ name }) => name);
    const fields = rows.map(({ name, hidden, defaultText }, place) => {
      const isRepeated = names.indexOf(name) < place;
      const isNullWhereMissing = defaultText === null || /^null$/i.test(defaultText);
      return isRepeated ? null : { name, isRowid: name === rowid, isGenerated: hidden !== 0n, isNullWhereMissing };
    });
    return { root, isIndex, fields };
  } catch (error) {
    if (sqliteResultCode(error) === null && !(error instanceof UnexpectedPage)) throw error;
    return null;
  }
}
var ROWID_ALIAS = `
  select min(name)
    from pragma_table_xinfo(:table, 'main')
   where pk > 0
     and not exists (select 1 from pragma_index_list(:table, 'main') where origin = 'pk')
  having count(*) = 1 and upper(min(type)) = 'INTEGER'`;
function findRowidAlias(database, table) {
  return keptStatement(database, ROWID_ALIAS).pluck().get({ table }) ?? null;
}

export {
  openPrivateCopy,
  keptStatement,
  readRoots,
  readRecordLayout,
  findRowidAlias
};
