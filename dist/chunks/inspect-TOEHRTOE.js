import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  deriveSchema,
  locateRows
} from "./chunk-NFBNWTLK.js";
import {
  mergeIssues,
  readCatalog,
  renderDdl,
  selectTables,
  withSnapshot
} from "./chunk-RXQTIZBU.js";
import {
  runStage
} from "./chunk-Z6YXVA4E.js";
import "./chunk-GZWC464I.js";

// src/rehearsal/inspect.ts
async function inspect(settings, context) {
  return await withSnapshot(settings.source, context, async (snapshot) => {
    const whole = await runStage(context, "catalog", null, () => readCatalog(snapshot, context));
    const { catalog } = selectTables(whole.result, settings.tables);
    const schema = deriveSchema(catalog);
    const predicted = locateRows(snapshot, catalog, schema.issues);
    return {
      ddl: renderDdl(schema),
      issues: mergeIssues([...snapshot.issues, ...catalog.issues, ...predicted])
    };
  });
}
export {
  inspect
};
