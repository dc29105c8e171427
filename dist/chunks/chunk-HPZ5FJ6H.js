import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  __esm,
  __export
} from "./chunk-GZWC464I.js";

// src/errors/exit-codes.ts
var EXIT_CODES;
var init_exit_codes = __esm({
  "src/errors/exit-codes.ts"() {
    "use strict";
    EXIT_CODES = {
      /** The run finished and the gate holds. */
      ok: 0,
      /** The run finished and the gate does not hold. */
      gateFailed: 1,
      /** The arguments or the settings are wrong. */
      usage: 2,
      /** The source cannot be read as a SQLite database. */
      source: 3,
      /** PostgreSQL could not be started or reached, or went away. */
      postgres: 4,
      /** A bug of ours. */
      internal: 70,
      sighup: 129,
      sigint: 130,
      sigterm: 143
    };
  }
});

// src/errors/rehearsal-error.ts
var rehearsal_error_exports = {};
__export(rehearsal_error_exports, {
  ERROR_CODES: () => ERROR_CODES,
  RehearsalError: () => RehearsalError
});
var ERROR_CODES, RehearsalError;
var init_rehearsal_error = __esm({
  "src/errors/rehearsal-error.ts"() {
    "use strict";
    init_exit_codes();
    ERROR_CODES = {
      "usage-invalid": EXIT_CODES.usage,
      "settings-invalid": EXIT_CODES.usage,
      "settings-unreadable": EXIT_CODES.usage,
      "prepare-failed": EXIT_CODES.usage,
      "remedy-invalid": EXIT_CODES.usage,
      "record-unreadable": EXIT_CODES.usage,
      "output-unwritable": EXIT_CODES.usage,
      "queries-unreadable": EXIT_CODES.usage,
      "schema-unreadable": EXIT_CODES.usage,
      "schema-refused": EXIT_CODES.usage,
      "schema-command-failed": EXIT_CODES.usage,
      "snapshot-missing": EXIT_CODES.source,
      "snapshot-is-directory": EXIT_CODES.source,
      "snapshot-no-permission": EXIT_CODES.source,
      "snapshot-empty": EXIT_CODES.source,
      "snapshot-not-sqlite": EXIT_CODES.source,
      "snapshot-encrypted": EXIT_CODES.source,
      "snapshot-truncated": EXIT_CODES.source,
      "snapshot-corrupt": EXIT_CODES.source,
      "snapshot-script-failed": EXIT_CODES.source,
      "snapshot-archive-damaged": EXIT_CODES.source,
      "snapshot-too-large": EXIT_CODES.source,
      "snapshot-command-failed": EXIT_CODES.source,
      "snapshot-in-use": EXIT_CODES.source,
      "postgres-not-installed": EXIT_CODES.postgres,
      "postgres-image-unavailable": EXIT_CODES.postgres,
      "docker-unavailable": EXIT_CODES.postgres,
      "postgres-start-failed": EXIT_CODES.postgres,
      "postgres-unreachable": EXIT_CODES.postgres,
      "postgres-refused": EXIT_CODES.postgres,
      "postgres-unsupported": EXIT_CODES.postgres,
      "postgres-connection-lost": EXIT_CODES.postgres,
      "postgres-disk-full": EXIT_CODES.postgres,
      "disk-full": EXIT_CODES.source,
      "platform-unsupported": EXIT_CODES.source,
      "cancelled-sighup": EXIT_CODES.sighup,
      "cancelled-sigint": EXIT_CODES.sigint,
      "cancelled-sigterm": EXIT_CODES.sigterm,
      internal: EXIT_CODES.internal
    };
    RehearsalError = class extends Error {
      name = "RehearsalError";
      code;
      hint;
      /** Whether the time was over before there was an answer, so that another attempt may have one. */
      timedOut;
      constructor(code, message, options) {
        super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
        this.code = code;
        this.hint = options.hint;
        this.timedOut = options.timedOut ?? false;
      }
      get exitCode() {
        return ERROR_CODES[this.code];
      }
    };
  }
});

export {
  EXIT_CODES,
  init_exit_codes,
  ERROR_CODES,
  RehearsalError,
  rehearsal_error_exports,
  init_rehearsal_error
};
