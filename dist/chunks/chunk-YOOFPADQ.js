import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/stages/target/render-ddl.ts
function renderDdl(schema) {
  const sections = [
    ...schema.tables.flatMap(({ createSql }) => createSql === "" ? [] : [`${createSql};`]),
    ...schema.postData.map(renderStatement),
    ...schema.postData.flatMap(({ validateSql }) => validateSql === void 0 ? [] : [`${validateSql};`]),
    ...schema.failedTables.map(({ source, reason }) => comment(`Not here: table ${source}: ${reason}`)),
    ...schema.ledger.filter(({ status }) => status === "dropped").map(renderDropped)
  ];
  return `${sections.join("\n\n")}
`;
}
function leaveOut(schema, rules) {
  const gone = new Set(rules.map(({ statement }) => statement));
  return {
    ...schema,
    postData: schema.postData.filter((statement) => !gone.has(statement)),
    ledger: [...schema.ledger, ...rules.map(({ entry }) => entry)]
  };
}
function renderStatement({ sql, entry }) {
  const changed = entry.status === "changed" && entry.reason !== null;
  return `${changed ? `${comment(`Changed: ${entry.reason}`)}
` : ""}${sql};`;
}
function renderDropped({ type, name, table, sql, reason }) {
  const where = table === null ? "" : ` of ${table}`;
  return comment(`Not here: ${type} ${name}${where}: ${reason ?? ""}
${sql}`);
}
function comment(text) {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `-- ${line}`).join("\n");
}

export {
  renderDdl,
  leaveOut
};
