import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  CATEGORIES,
  MAX_EXAMPLES,
  PRIORITIES,
  RehearsalError,
  init_rehearsal_error,
  issue,
  issueId,
  rehearsal_error_exports
} from "./chunk-Z6YXVA4E.js";
import {
  __commonJS,
  __require,
  __toCommonJS,
  __toESM
} from "./chunk-GZWC464I.js";

// node_modules/better-sqlite3/lib/util.js
var require_util = __commonJS({
  "node_modules/better-sqlite3/lib/util.js"(exports) {
    "use strict";
    exports.getBooleanOption = (options, key) => {
      let value = false;
      if (key in options && typeof (value = options[key]) !== "boolean") {
        throw new TypeError(`Expected the "${key}" option to be a boolean`);
      }
      return value;
    };
    exports.cppdb = /* @__PURE__ */ Symbol();
    exports.inspect = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");
  }
});

// node_modules/better-sqlite3/lib/sqlite-error.js
var require_sqlite_error = __commonJS({
  "node_modules/better-sqlite3/lib/sqlite-error.js"(exports, module) {
    "use strict";
    var SqliteError = class _SqliteError extends Error {
      constructor(message, code) {
        if (typeof code !== "string") {
          throw new TypeError("Expected second argument to be a string");
        }
        super("" + message);
        this.code = code;
        if (typeof Error.captureStackTrace === "function") {
          Error.captureStackTrace(this, _SqliteError);
        }
      }
    };
    Object.defineProperty(SqliteError.prototype, "name", {
      value: "SqliteError",
      writable: true,
      enumerable: false,
      configurable: true
    });
    module.exports = SqliteError;
  }
});

// node_modules/better-sqlite3/lib/methods/wrappers.js
var require_wrappers = __commonJS({
  "node_modules/better-sqlite3/lib/methods/wrappers.js"(exports) {
    "use strict";
    var { cppdb } = require_util();
    exports.prepare = function prepare(sql) {
      return this[cppdb].prepare(sql, this, false, false);
    };
    exports.exec = function exec(sql) {
      this[cppdb].exec(sql);
      return this;
    };
    exports.close = function close() {
      this[cppdb].close();
      return this;
    };
    exports.loadExtension = function loadExtension(...args) {
      this[cppdb].loadExtension(...args);
      return this;
    };
    exports.defaultSafeIntegers = function defaultSafeIntegers(...args) {
      this[cppdb].defaultSafeIntegers(...args);
      return this;
    };
    exports.unsafeMode = function unsafeMode(...args) {
      this[cppdb].unsafeMode(...args);
      return this;
    };
    exports.getters = {
      name: {
        get: function name() {
          return this[cppdb].name;
        },
        enumerable: true
      },
      open: {
        get: function open5() {
          return this[cppdb].open;
        },
        enumerable: true
      },
      inTransaction: {
        get: function inTransaction() {
          return this[cppdb].inTransaction;
        },
        enumerable: true
      },
      readonly: {
        get: function readonly() {
          return this[cppdb].readonly;
        },
        enumerable: true
      },
      memory: {
        get: function memory() {
          return this[cppdb].memory;
        },
        enumerable: true
      }
    };
  }
});

// node_modules/better-sqlite3/lib/methods/transaction.js
var require_transaction = __commonJS({
  "node_modules/better-sqlite3/lib/methods/transaction.js"(exports, module) {
    "use strict";
    var { cppdb } = require_util();
    var controllers = /* @__PURE__ */ new WeakMap();
    module.exports = function transaction(fn) {
      if (typeof fn !== "function") throw new TypeError("Expected first argument to be a function");
      const db = this[cppdb];
      const controller = getController(db, this);
      const { apply } = Function.prototype;
      const properties = {
        default: { value: wrapTransaction(apply, fn, db, controller.default) },
        deferred: { value: wrapTransaction(apply, fn, db, controller.deferred) },
        immediate: { value: wrapTransaction(apply, fn, db, controller.immediate) },
        exclusive: { value: wrapTransaction(apply, fn, db, controller.exclusive) },
        database: { value: this, enumerable: true }
      };
      Object.defineProperties(properties.default.value, properties);
      Object.defineProperties(properties.deferred.value, properties);
      Object.defineProperties(properties.immediate.value, properties);
      Object.defineProperties(properties.exclusive.value, properties);
      return properties.default.value;
    };
    var getController = (db, self) => {
      let controller = controllers.get(db);
      if (!controller) {
        const shared = {
          commit: db.prepare("COMMIT", self, false, false),
          rollback: db.prepare("ROLLBACK", self, false, false),
          savepoint: db.prepare("SAVEPOINT `	_bs3.	`", self, false, false),
          release: db.prepare("RELEASE `	_bs3.	`", self, false, false),
          rollbackTo: db.prepare("ROLLBACK TO `	_bs3.	`", self, false, false)
        };
        controllers.set(db, controller = {
          default: Object.assign({ begin: db.prepare("BEGIN", self, false, false) }, shared),
          deferred: Object.assign({ begin: db.prepare("BEGIN DEFERRED", self, false, false) }, shared),
          immediate: Object.assign({ begin: db.prepare("BEGIN IMMEDIATE", self, false, false) }, shared),
          exclusive: Object.assign({ begin: db.prepare("BEGIN EXCLUSIVE", self, false, false) }, shared)
        });
      }
      return controller;
    };
    var wrapTransaction = (apply, fn, db, { begin, commit, rollback, savepoint, release, rollbackTo }) => function sqliteTransaction() {
      let before, after, undo;
      if (db.inTransaction) {
        before = savepoint;
        after = release;
        undo = rollbackTo;
      } else {
        before = begin;
        after = commit;
        undo = rollback;
      }
      before.run();
      try {
        const result = apply.call(fn, this, arguments);
        if (result && typeof result.then === "function") {
          throw new TypeError("Transaction function cannot return a promise");
        }
        after.run();
        return result;
      } catch (ex) {
        if (db.inTransaction) {
          undo.run();
          if (undo !== rollback) after.run();
        }
        throw ex;
      }
    };
  }
});

// node_modules/better-sqlite3/lib/methods/pragma.js
var require_pragma = __commonJS({
  "node_modules/better-sqlite3/lib/methods/pragma.js"(exports, module) {
    "use strict";
    var { getBooleanOption, cppdb } = require_util();
    module.exports = function pragma(source, options) {
      if (options == null) options = {};
      if (typeof source !== "string") throw new TypeError("Expected first argument to be a string");
      if (typeof options !== "object") throw new TypeError("Expected second argument to be an options object");
      const simple = getBooleanOption(options, "simple");
      const stmt = this[cppdb].prepare(`PRAGMA ${source}`, this, true, false);
      return simple ? stmt.pluck().get() : stmt.all();
    };
  }
});

// node_modules/better-sqlite3/lib/methods/explain.js
var require_explain = __commonJS({
  "node_modules/better-sqlite3/lib/methods/explain.js"(exports, module) {
    "use strict";
    var { cppdb } = require_util();
    module.exports = function explain(source) {
      if (typeof source !== "string") throw new TypeError("Expected first argument to be a string");
      const stmt = this[cppdb].prepare(`EXPLAIN ${source}`, this, false, true);
      return stmt.all();
    };
  }
});

// node_modules/better-sqlite3/lib/methods/backup.js
var require_backup = __commonJS({
  "node_modules/better-sqlite3/lib/methods/backup.js"(exports, module) {
    "use strict";
    var fs = __require("fs");
    var path = __require("path");
    var { promisify } = __require("util");
    var { cppdb } = require_util();
    var fsAccess = promisify(fs.access);
    module.exports = async function backup(filename, options) {
      if (options == null) options = {};
      if (typeof filename !== "string") throw new TypeError("Expected first argument to be a string");
      if (typeof options !== "object") throw new TypeError("Expected second argument to be an options object");
      filename = filename.trim();
      const attachedName = "attached" in options ? options.attached : "main";
      const handler = "progress" in options ? options.progress : null;
      if (!filename) throw new TypeError("Backup filename cannot be an empty string");
      if (filename === ":memory:") throw new TypeError('Invalid backup filename ":memory:"');
      if (typeof attachedName !== "string") throw new TypeError('Expected the "attached" option to be a string');
      if (!attachedName) throw new TypeError('The "attached" option cannot be an empty string');
      if (handler != null && typeof handler !== "function") throw new TypeError('Expected the "progress" option to be a function');
      await fsAccess(path.dirname(filename)).catch(() => {
        throw new TypeError("Cannot save backup because the directory does not exist");
      });
      const isNewFile = await fsAccess(filename).then(() => false, () => true);
      return runBackup(this[cppdb].backup(this, attachedName, filename, isNewFile), handler || null);
    };
    var runBackup = (backup, handler) => {
      let rate = 0;
      let useDefault = true;
      return new Promise((resolve, reject) => {
        setImmediate(function step() {
          try {
            const progress = backup.transfer(rate);
            if (!progress.remainingPages) {
              backup.close();
              resolve(progress);
              return;
            }
            if (useDefault) {
              useDefault = false;
              rate = 100;
            }
            if (handler) {
              const ret = handler(progress);
              if (ret !== void 0) {
                if (typeof ret === "number" && ret === ret) rate = Math.max(0, Math.min(2147483647, Math.round(ret)));
                else throw new TypeError("Expected progress callback to return a number or undefined");
              }
            }
            setImmediate(step);
          } catch (err) {
            backup.close();
            reject(err);
          }
        });
      });
    };
  }
});

// node_modules/better-sqlite3/lib/methods/serialize.js
var require_serialize = __commonJS({
  "node_modules/better-sqlite3/lib/methods/serialize.js"(exports, module) {
    "use strict";
    var { cppdb } = require_util();
    module.exports = function serialize(options) {
      if (options == null) options = {};
      if (typeof options !== "object") throw new TypeError("Expected first argument to be an options object");
      const attachedName = "attached" in options ? options.attached : "main";
      if (typeof attachedName !== "string") throw new TypeError('Expected the "attached" option to be a string');
      if (!attachedName) throw new TypeError('The "attached" option cannot be an empty string');
      return this[cppdb].serialize(attachedName);
    };
  }
});

// node_modules/better-sqlite3/lib/methods/function.js
var require_function = __commonJS({
  "node_modules/better-sqlite3/lib/methods/function.js"(exports, module) {
    "use strict";
    var { getBooleanOption, cppdb } = require_util();
    module.exports = function defineFunction(name, options, fn) {
      if (options == null) options = {};
      if (typeof options === "function") {
        fn = options;
        options = {};
      }
      if (typeof name !== "string") throw new TypeError("Expected first argument to be a string");
      if (typeof fn !== "function") throw new TypeError("Expected last argument to be a function");
      if (typeof options !== "object") throw new TypeError("Expected second argument to be an options object");
      if (!name) throw new TypeError("User-defined function name cannot be an empty string");
      const safeIntegers = "safeIntegers" in options ? +getBooleanOption(options, "safeIntegers") : 2;
      const deterministic = getBooleanOption(options, "deterministic");
      const directOnly = getBooleanOption(options, "directOnly");
      const varargs = getBooleanOption(options, "varargs");
      let argCount = -1;
      if (!varargs) {
        argCount = fn.length;
        if (!Number.isInteger(argCount) || argCount < 0) throw new TypeError("Expected function.length to be a positive integer");
        if (argCount > 100) throw new RangeError("User-defined functions cannot have more than 100 arguments");
      }
      this[cppdb].function(fn, name, argCount, safeIntegers, deterministic, directOnly);
      return this;
    };
  }
});

// node_modules/better-sqlite3/lib/methods/aggregate.js
var require_aggregate = __commonJS({
  "node_modules/better-sqlite3/lib/methods/aggregate.js"(exports, module) {
    "use strict";
    var { getBooleanOption, cppdb } = require_util();
    module.exports = function defineAggregate(name, options) {
      if (typeof name !== "string") throw new TypeError("Expected first argument to be a string");
      if (typeof options !== "object" || options === null) throw new TypeError("Expected second argument to be an options object");
      if (!name) throw new TypeError("User-defined function name cannot be an empty string");
      const start = "start" in options ? options.start : null;
      const step = getFunctionOption(options, "step", true);
      const inverse = getFunctionOption(options, "inverse", false);
      const result = getFunctionOption(options, "result", false);
      const safeIntegers = "safeIntegers" in options ? +getBooleanOption(options, "safeIntegers") : 2;
      const deterministic = getBooleanOption(options, "deterministic");
      const directOnly = getBooleanOption(options, "directOnly");
      const varargs = getBooleanOption(options, "varargs");
      let argCount = -1;
      if (!varargs) {
        argCount = Math.max(getLength(step), inverse ? getLength(inverse) : 0);
        if (argCount > 0) argCount -= 1;
        if (argCount > 100) throw new RangeError("User-defined functions cannot have more than 100 arguments");
      }
      this[cppdb].aggregate(start, step, inverse, result, name, argCount, safeIntegers, deterministic, directOnly);
      return this;
    };
    var getFunctionOption = (options, key, required) => {
      const value = key in options ? options[key] : null;
      if (typeof value === "function") return value;
      if (value != null) throw new TypeError(`Expected the "${key}" option to be a function`);
      if (required) throw new TypeError(`Missing required option "${key}"`);
      return null;
    };
    var getLength = ({ length }) => {
      if (Number.isInteger(length) && length >= 0) return length;
      throw new TypeError("Expected function.length to be a positive integer");
    };
  }
});

// node_modules/better-sqlite3/lib/methods/table.js
var require_table = __commonJS({
  "node_modules/better-sqlite3/lib/methods/table.js"(exports, module) {
    "use strict";
    var { cppdb } = require_util();
    module.exports = function defineTable(name, factory) {
      if (typeof name !== "string") throw new TypeError("Expected first argument to be a string");
      if (!name) throw new TypeError("Virtual table module name cannot be an empty string");
      let eponymous = false;
      if (typeof factory === "object" && factory !== null) {
        eponymous = true;
        factory = defer(parseTableDefinition(factory, "used", name));
      } else {
        if (typeof factory !== "function") throw new TypeError("Expected second argument to be a function or a table definition object");
        factory = wrapFactory(factory);
      }
      this[cppdb].table(factory, name, eponymous);
      return this;
    };
    function wrapFactory(factory) {
      return function virtualTableFactory(moduleName, databaseName, tableName, ...args) {
        const thisObject = {
          module: moduleName,
          database: databaseName,
          table: tableName
        };
        const def = apply.call(factory, thisObject, args);
        if (typeof def !== "object" || def === null) {
          throw new TypeError(`Virtual table module "${moduleName}" did not return a table definition object`);
        }
        return parseTableDefinition(def, "returned", moduleName);
      };
    }
    function parseTableDefinition(def, verb, moduleName) {
      if (!hasOwnProperty.call(def, "rows")) {
        throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition without a "rows" property`);
      }
      if (!hasOwnProperty.call(def, "columns")) {
        throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition without a "columns" property`);
      }
      const rows = def.rows;
      if (typeof rows !== "function" || Object.getPrototypeOf(rows) !== GeneratorFunctionPrototype) {
        throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with an invalid "rows" property (should be a generator function)`);
      }
      let columns = def.columns;
      if (!Array.isArray(columns) || !isStringArray(columns = [...columns])) {
        throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with an invalid "columns" property (should be an array of strings)`);
      }
      if (columns.length !== new Set(columns).size) {
        throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with duplicate column names`);
      }
      if (!columns.length) {
        throw new RangeError(`Virtual table module "${moduleName}" ${verb} a table definition with zero columns`);
      }
      let parameters;
      if (hasOwnProperty.call(def, "parameters")) {
        parameters = def.parameters;
        if (!Array.isArray(parameters) || !isStringArray(parameters = [...parameters])) {
          throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with an invalid "parameters" property (should be an array of strings)`);
        }
      } else {
        parameters = inferParameters(rows);
      }
      if (parameters.length !== new Set(parameters).size) {
        throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with duplicate parameter names`);
      }
      if (parameters.length > 32) {
        throw new RangeError(`Virtual table module "${moduleName}" ${verb} a table definition with more than the maximum number of 32 parameters`);
      }
      for (const parameter of parameters) {
        if (columns.includes(parameter)) {
          throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with column "${parameter}" which was ambiguously defined as both a column and parameter`);
        }
      }
      let safeIntegers = 2;
      if (hasOwnProperty.call(def, "safeIntegers")) {
        const bool = def.safeIntegers;
        if (typeof bool !== "boolean") {
          throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with an invalid "safeIntegers" property (should be a boolean)`);
        }
        safeIntegers = +bool;
      }
      let directOnly = false;
      if (hasOwnProperty.call(def, "directOnly")) {
        directOnly = def.directOnly;
        if (typeof directOnly !== "boolean") {
          throw new TypeError(`Virtual table module "${moduleName}" ${verb} a table definition with an invalid "directOnly" property (should be a boolean)`);
        }
      }
      const columnDefinitions = [
        ...parameters.map(identifier).map((str) => `${str} HIDDEN`),
        ...columns.map(identifier)
      ];
      return [
        `CREATE TABLE x(${columnDefinitions.join(", ")});`,
        wrapGenerator(rows, new Map(columns.map((x, i) => [x, parameters.length + i])), moduleName),
        parameters,
        safeIntegers,
        directOnly
      ];
    }
    function wrapGenerator(generator, columnMap, moduleName) {
      return function* virtualTable(...args) {
        const output = args.map((x) => Buffer.isBuffer(x) ? Buffer.from(x) : x);
        for (let i = 0; i < columnMap.size; ++i) {
          output.push(null);
        }
        for (const row of generator(...args)) {
          if (Array.isArray(row)) {
            extractRowArray(row, output, columnMap.size, moduleName);
            yield output;
          } else if (typeof row === "object" && row !== null) {
            extractRowObject(row, output, columnMap, moduleName);
            yield output;
          } else {
            throw new TypeError(`Virtual table module "${moduleName}" yielded something that isn't a valid row object`);
          }
        }
      };
    }
    function extractRowArray(row, output, columnCount, moduleName) {
      if (row.length !== columnCount) {
        throw new TypeError(`Virtual table module "${moduleName}" yielded a row with an incorrect number of columns`);
      }
      const offset = output.length - columnCount;
      for (let i = 0; i < columnCount; ++i) {
        output[i + offset] = row[i];
      }
    }
    function extractRowObject(row, output, columnMap, moduleName) {
      let count = 0;
      for (const key of Object.keys(row)) {
        const index = columnMap.get(key);
        if (index === void 0) {
          throw new TypeError(`Virtual table module "${moduleName}" yielded a row with an undeclared column "${key}"`);
        }
        output[index] = row[key];
        count += 1;
      }
      if (count !== columnMap.size) {
        throw new TypeError(`Virtual table module "${moduleName}" yielded a row with missing columns`);
      }
    }
    function inferParameters({ length }) {
      if (!Number.isInteger(length) || length < 0) {
        throw new TypeError("Expected function.length to be a positive integer");
      }
      const params = [];
      for (let i = 0; i < length; ++i) {
        params.push(`$${i + 1}`);
      }
      return params;
    }
    var { hasOwnProperty } = Object.prototype;
    var { apply } = Function.prototype;
    var GeneratorFunctionPrototype = Object.getPrototypeOf(function* () {
    });
    var identifier = (str) => `"${str.replace(/"/g, '""')}"`;
    var defer = (x) => () => x;
    var isStringArray = (arr) => {
      for (let i = 0; i < arr.length; ++i) {
        if (typeof arr[i] !== "string") return false;
      }
      return true;
    };
  }
});

// node_modules/better-sqlite3/lib/methods/inspect.js
var require_inspect = __commonJS({
  "node_modules/better-sqlite3/lib/methods/inspect.js"(exports, module) {
    "use strict";
    var DatabaseInspection = function Database4() {
    };
    module.exports = function inspect2(depth, opts) {
      return Object.assign(new DatabaseInspection(), this);
    };
  }
});

// node_modules/better-sqlite3/lib/database.js
var require_database = __commonJS({
  "node_modules/better-sqlite3/lib/database.js"(exports, module) {
    "use strict";
    var fs = __require("fs");
    var path = __require("path");
    var util = require_util();
    var SqliteError = require_sqlite_error();
    module.exports = function createDatabase(getAddon, allowNativeBinding) {
      function Database4(filenameGiven, options) {
        if (new.target == null) {
          return new Database4(filenameGiven, options);
        }
        let buffer;
        let fd;
        if (Buffer.isBuffer(filenameGiven)) {
          buffer = filenameGiven;
          filenameGiven = ":memory:";
        } else if (typeof filenameGiven === "number") {
          if (!Number.isInteger(filenameGiven) || filenameGiven < 0 || filenameGiven > 2147483647) {
            throw new TypeError("Expected the file descriptor to be a non-negative 32-bit integer");
          }
          fd = filenameGiven;
          filenameGiven = `fd:${fd}`;
        }
        if (filenameGiven == null) filenameGiven = "";
        if (options == null) options = {};
        if (typeof filenameGiven !== "string") throw new TypeError("Expected first argument to be a string");
        if (typeof options !== "object") throw new TypeError("Expected second argument to be an options object");
        if ("readOnly" in options) throw new TypeError('Misspelled option "readOnly" should be "readonly"');
        if ("memory" in options) throw new TypeError('Option "memory" was removed in v7.0.0 (use ":memory:" filename instead)');
        const filename = filenameGiven.trim();
        const anonymous = filename === "" || filename === ":memory:";
        const readonly = util.getBooleanOption(options, "readonly");
        const fileMustExist = util.getBooleanOption(options, "fileMustExist");
        const timeout = "timeout" in options ? options.timeout : 5e3;
        const verbose = "verbose" in options ? options.verbose : null;
        const nativeBinding = "nativeBinding" in options ? options.nativeBinding : null;
        const journalFd = "journalFd" in options ? options.journalFd : void 0;
        if (readonly && anonymous && !buffer) throw new TypeError("In-memory/temporary databases cannot be readonly");
        if (!Number.isInteger(timeout) || timeout < 0) throw new TypeError('Expected the "timeout" option to be a positive integer');
        if (timeout > 2147483647) throw new RangeError('Option "timeout" cannot be greater than 2147483647');
        if (verbose != null && typeof verbose !== "function") throw new TypeError('Expected the "verbose" option to be a function');
        if (fd !== void 0 && journalFd === void 0) throw new TypeError('The "journalFd" option is required when opening a database from a file descriptor');
        if (fd === void 0 && journalFd !== void 0) throw new TypeError('The "journalFd" option can only be used when opening a database from a file descriptor');
        if (journalFd !== void 0 && !(Number.isInteger(journalFd) && journalFd >= 0 && journalFd <= 2147483647)) throw new TypeError('Expected the "journalFd" option to be a non-negative 32-bit integer');
        if (!allowNativeBinding && "nativeBinding" in options) throw new TypeError('The "nativeBinding" option is only supported by the default better-sqlite3 entrypoint');
        if (allowNativeBinding && nativeBinding != null && typeof nativeBinding !== "string" && typeof nativeBinding !== "object") throw new TypeError('Expected the "nativeBinding" option to be a string or addon object');
        const addon = getAddon(nativeBinding);
        if (!addon.isInitialized) {
          addon.initialize(SqliteError, arrayFactory, arrayAppender, rowFactory, recordFactory);
          addon.isInitialized = true;
        }
        if (fd === void 0 && !anonymous && !filename.startsWith("file:") && !fs.existsSync(path.dirname(filename))) {
          throw new TypeError("Cannot open database because the directory does not exist");
        }
        Object.defineProperties(this, {
          [util.cppdb]: { value: new addon.Database(filename, filenameGiven, anonymous, readonly, fileMustExist, timeout, verbose || null, buffer || null, fd ?? null, journalFd ?? null) },
          ...wrappers.getters
        });
      }
      const wrappers = require_wrappers();
      Database4.prototype.prepare = wrappers.prepare;
      Database4.prototype.transaction = require_transaction();
      Database4.prototype.pragma = require_pragma();
      Database4.prototype.explain = require_explain();
      Database4.prototype.backup = require_backup();
      Database4.prototype.serialize = require_serialize();
      Database4.prototype.function = require_function();
      Database4.prototype.aggregate = require_aggregate();
      Database4.prototype.table = require_table();
      Database4.prototype.loadExtension = wrappers.loadExtension;
      Database4.prototype.exec = wrappers.exec;
      Database4.prototype.close = wrappers.close;
      Database4.prototype.defaultSafeIntegers = wrappers.defaultSafeIntegers;
      Database4.prototype.unsafeMode = wrappers.unsafeMode;
      Database4.prototype[util.inspect] = require_inspect();
      return Database4;
    };
    function arrayFactory(...values) {
      return values;
    }
    function arrayAppender(array, ...values) {
      const offset = array.length;
      for (let i = 0; i < values.length; ++i) {
        array[offset + i] = values[i];
      }
    }
    function rowFactory(...keys) {
      if (!keys.includes("__proto__")) {
        const parameters = keys.map((_, index) => `v${index}`).join(",");
        const properties = keys.map((key, index) => `${JSON.stringify(key)}:v${index}`).join(",");
        return Function(`return (${parameters}) => ({${properties}})`)();
      }
      return (...values) => {
        const row = {};
        for (let i = 0; i < keys.length; ++i) row[keys[i]] = values[i];
        return row;
      };
    }
    function recordFactory(value) {
      return { value, done: false };
    }
  }
});

// scripts/build/native-binding.cjs
var require_native_binding = __commonJS({
  "scripts/build/native-binding.cjs"(exports) {
    var { readFileSync } = __require("node:fs");
    var { RehearsalError: RehearsalError2 } = (init_rehearsal_error(), __toCommonJS(rehearsal_error_exports));
    var BINARIES = {
      "darwin-arm64": () => __require("../native/darwin-arm64.node"),
      "darwin-x64": () => __require("../native/darwin-x64.node"),
      "linux-arm64": () => __require("../native/linux-arm64.node"),
      "linux-x64": () => __require("../native/linux-x64.node"),
      "linuxmusl-x64": () => __require("../native/linuxmusl-x64.node"),
      "win32-arm64": () => __require("../native/win32-arm64.node"),
      "win32-x64": () => __require("../native/win32-x64.node")
    };
    exports.getBinding = () => {
      const platform = `${isMusl() ? "linuxmusl" : process.platform}-${process.arch}`;
      const load = BINARIES[platform];
      if (load !== void 0) return load();
      throw new RehearsalError2("platform-unsupported", `There is no SQLite for this platform, ${platform}.`, {
        hint: `Use one of ${Object.keys(BINARIES).join(", ")}.`
      });
    };
    function isMusl() {
      try {
        return readFileSync("/proc/self/maps", "latin1").includes("/ld-musl-");
      } catch {
        return false;
      }
    }
  }
});

// node_modules/better-sqlite3/lib/index.js
var require_lib = __commonJS({
  "node_modules/better-sqlite3/lib/index.js"(exports, module) {
    "use strict";
    module.exports = require_database()(require_native_binding().getBinding, true);
    module.exports.SqliteError = require_sqlite_error();
  }
});

// src/engines/sqlite/sqlite-error.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
function sqliteResultCode(error) {
  return error instanceof import_better_sqlite3.default.SqliteError ? error.code : null;
}
function isDamage(error) {
  return /^SQLITE_(CORRUPT|IOERR|NOTADB)/.test(sqliteResultCode(error) ?? "");
}

// src/stages/catalog/column-profile.ts
var TEXT_FORMS = [
  "date",
  "timestamp",
  "timestamp-utc",
  "timestamp-offset",
  "timestamp-nano",
  "time",
  "boolean",
  "uuid",
  "other"
];

// src/stages/catalog/merge-profiles.ts
var EMPTY_PROFILE = {
  nulls: 0,
  integers: 0,
  reals: 0,
  texts: 0,
  blobs: 0,
  integerMin: null,
  integerMax: null,
  integersBoolean: 0,
  integersBeyondDouble: 0,
  realMin: null,
  realMax: null,
  realsInfinite: 0,
  realsBeyondDouble: 0,
  decimalMisfits: 0,
  longestText: 0,
  longestTextBytes: 0,
  longestBlobBytes: 0,
  totalBytes: 0,
  textsEmpty: 0,
  textsWithNul: 0,
  textsInvalidUtf8: 0,
  textsNonAscii: 0,
  blobsUtf8: 0,
  jsons: 0,
  textForms: {
    date: 0,
    timestamp: 0,
    "timestamp-utc": 0,
    "timestamp-offset": 0,
    "timestamp-nano": 0,
    time: 0,
    boolean: 0,
    uuid: 0,
    other: 0
  }
};
function mergeProfiles(one, other) {
  return {
    nulls: one.nulls + other.nulls,
    integers: one.integers + other.integers,
    reals: one.reals + other.reals,
    texts: one.texts + other.texts,
    blobs: one.blobs + other.blobs,
    integerMin: smaller(one.integerMin, other.integerMin),
    integerMax: larger(one.integerMax, other.integerMax),
    integersBoolean: one.integersBoolean + other.integersBoolean,
    integersBeyondDouble: one.integersBeyondDouble + other.integersBeyondDouble,
    realMin: smaller(one.realMin, other.realMin),
    realMax: larger(one.realMax, other.realMax),
    realsInfinite: one.realsInfinite + other.realsInfinite,
    realsBeyondDouble: one.realsBeyondDouble + other.realsBeyondDouble,
    decimalMisfits: one.decimalMisfits + other.decimalMisfits,
    longestText: Math.max(one.longestText, other.longestText),
    longestTextBytes: Math.max(one.longestTextBytes, other.longestTextBytes),
    longestBlobBytes: Math.max(one.longestBlobBytes, other.longestBlobBytes),
    totalBytes: one.totalBytes + other.totalBytes,
    textsEmpty: one.textsEmpty + other.textsEmpty,
    textsWithNul: one.textsWithNul + other.textsWithNul,
    textsInvalidUtf8: one.textsInvalidUtf8 + other.textsInvalidUtf8,
    textsNonAscii: one.textsNonAscii + other.textsNonAscii,
    blobsUtf8: one.blobsUtf8 + other.blobsUtf8,
    jsons: one.jsons + other.jsons,
    textForms: addForms(one.textForms, other.textForms)
  };
}
function addForms(one, other) {
  const sums = { ...one };
  for (const form of TEXT_FORMS) sums[form] += other[form];
  return sums;
}
function smaller(one, other) {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
function larger(one, other) {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

// src/stages/catalog/profile-table.ts
import { setImmediate as setImmediate2 } from "node:timers/promises";

// src/sql/quote.ts
function quoteIdentifier(name) {
  return `"${name.replaceAll('"', '""')}"`;
}
function quoteQualified(table) {
  return `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
}
function quoteLiteral(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

// src/stages/catalog/row-chunks.ts
var RowChunks = class {
  #database;
  #table;
  #key;
  constructor(database, table) {
    this.#database = database;
    this.#table = quoteIdentifier(table.name);
    this.#key = orderedKey(table).map(quoteIdentifier);
  }
  /** Whether chunks have the size that is asked for. */
  get isBounded() {
    return this.#key.length > 0;
  }
  /** The next `size` rows after a place. They are counted without being read, in about 10 ns each. */
  next(after, size) {
    const last = this.isBounded ? this.#findLast(after, size) : null;
    const bounds = [
      ...after === null ? [] : [this.#compare(">", after)],
      ...last === null ? [] : [this.#compare("<=", last)]
    ];
    return {
      condition: ["true", ...bounds].join(" and "),
      values: [...valuesOf(after), ...valuesOf(last)],
      last
    };
  }
  #findLast(after, size) {
    const isLater = after === null ? "true" : this.#compare(">", after);
    const row = this.#database.prepare(
      `select ${this.#key.map(placePart).join(", ")}, ${isLater}
           from ${this.#table} not indexed
          where ${isLater}
          order by ${this.#key.join(", ")}
          limit 1 offset ${size - 1}`
    ).raw().get(...valuesOf(after), ...valuesOf(after));
    if (row === void 0) return null;
    if (row.at(-1) !== 1n) throw new DisorderError();
    return this.#key.map((_, index) => ({ value: row[2 * index], isText: row[2 * index + 1] === "text" }));
  }
  /** https://www.sqlite.org/rowvalue.html. The sign takes the affinity of the cast away. */
  #compare(operator, place) {
    const values = place.map(({ isText: isText3 }) => isText3 ? "+cast(? as text)" : "?");
    return `(${this.#key.join(", ")}) ${operator} (${values.join(", ")})`;
  }
};
var DisorderError = class extends Error {
  name = "DisorderError";
};
function orderedKey(table) {
  const rowid = table.rowidName ?? table.rowidAlias;
  if (rowid !== null) return [rowid];
  const parts = table.withoutRowid ? table.primaryKey?.parts ?? [] : [];
  return parts.every((part) => isOrdered(part, table)) ? parts.flatMap((part) => part.column ?? []) : [];
}
function isOrdered(part, table) {
  const column = table.columns.find(({ name }) => name === part.column);
  return !part.descending && part.collation === column?.collation && ["BINARY", "NOCASE", "RTRIM"].includes(part.collation);
}
function placePart(key) {
  return `case typeof(${key}) when 'text' then cast(${key} as blob) else ${key} end, typeof(${key})`;
}
function valuesOf(place) {
  return place?.map(({ value }) => value) ?? [];
}

// src/stages/catalog/step-through.ts
var FIRST_CHUNK_ROWS = 1e3;
var CHUNK_ROWS = 2e4;
var CHUNK_BYTES = 32 * 2 ** 20;
var PACE = 8;
function* stepThrough(chunks, meter) {
  let after = null;
  let size = chunks.isBounded ? FIRST_CHUNK_ROWS : 1;
  while (true) {
    const { chunk, profile: profile2 } = readChunk(chunks, meter, after, size);
    if (profile2 === null && size > 1) {
      size = Math.ceil(size / PACE);
      continue;
    }
    if (profile2 !== null) yield { kind: "measured", profile: profile2 };
    else yield chunk?.last == null ? { kind: "rest-unread" } : { kind: "row-unread" };
    if (chunk?.last == null) return;
    after = chunk.last;
    size = Math.min(size * PACE, CHUNK_ROWS, profile2 === null ? 1 : rowsWithin(CHUNK_BYTES, profile2));
  }
}
function readChunk(chunks, meter, after, size) {
  const chunk = orDamage(() => chunks.next(after, size));
  return { chunk, profile: chunk && orDamage(() => meter.measure(chunk)) };
}
function orDamage(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof DisorderError || isDamage(error)) return null;
    throw error;
  }
}
function rowsWithin(bytes, { rows, profiles }) {
  const chunkBytes = profiles.reduce((sum, profile2) => sum + profile2.totalBytes, 0);
  return Math.max(1, Math.floor(bytes * rows / Math.max(1, chunkBytes)));
}

// src/sql/declared-type.ts
function parseDeclaredType(text) {
  const open5 = text.indexOf("(");
  const close = text.indexOf(")", open5);
  const name = open5 === -1 ? text : `${text.slice(0, open5)} ${close === -1 ? "" : text.slice(close + 1)}`;
  const list = open5 === -1 || close === -1 ? "" : text.slice(open5 + 1, close);
  return {
    name: name.toUpperCase().replace(/\s+/g, " ").trim(),
    arguments: list.split(",").filter((part) => /^\s*[+-]?\d+\s*$/.test(part)).map(Number)
  };
}
var DECIMAL_NAMES = /* @__PURE__ */ new Set([
  "DECIMAL",
  "DEC",
  "NUMERIC",
  "NUMBER",
  "FIXED",
  "MONEY",
  "SMALLMONEY",
  "CURRENCY"
]);
function decimalLimits(declaredType) {
  const declared = parseDeclaredType(declaredType);
  const [precision, scale = 0] = declared.arguments;
  if (!DECIMAL_NAMES.has(declared.name) || precision === void 0) return null;
  if (precision < 1 || precision > 1e3 || scale < 0 || scale > precision) return null;
  return { precision, scale };
}

// src/sql/value-forms.ts
function textForm(column) {
  return `case
  when ${column} glob '[0-9]*' then case
    when length(${column}) = 10 and date(${column}) = ${column} collate binary and ${hasYear(column)} then 'date'
    when length(${column}) = 19 and datetime(${column}) = ${column} collate binary and ${hasYear(column)} then 'timestamp'
    when ${startsWithMinutes(column, 1)} then ${timeForm(column)}
    when ${startsWithDay(column)} then ${timestampForm(column)}
    when ${isUuid(column)} then 'uuid'
    else 'other' end
  when length(${column}) <= 5 then case when ${isBooleanText(column)} then 'boolean' else 'other' end
  when ${isUuid(column)} then 'uuid'
  else 'other' end`;
}
function isBooleanText(column) {
  return `lower(${column}) in ('t', 'f', 'true', 'false')`;
}
function hasYear(column) {
  return `${column} >= '0001-' collate binary`;
}
var HEX = "[0-9a-f]";
var UUID = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join("-");
function isUuid(column) {
  return `length(${column}) = 36 and ${column} glob '${UUID}' and ${hasNoNul(column)}`;
}
function hasNoNul(column) {
  return `instr(${column}, char(0)) = 0`;
}
function startsWithMinutes(column, position) {
  const minutes = position === 1 ? column : `substr(${column}, ${position})`;
  return `${minutes} glob '[0-2][0-9]:[0-5][0-9]*' and substr(${column}, ${position}, 2) < '24' and ${hasNoNul(column)}`;
}
function startsWithDay(column) {
  const day = `substr(${column}, 1, 10)`;
  return `substr(${column}, 11, 1) in ('T', ' ') and date(${day}) = ${day} and ${hasYear(column)} and ${startsWithMinutes(column, 12)}`;
}
function timeForm(column) {
  const seconds = `substr(${column}, 6)`;
  return `case when ${isSeconds(seconds)} and not ${isNano(seconds)} then 'time' else 'other' end`;
}
function timestampForm(column) {
  const tail = `substr(${column}, 17)`;
  const rest = `ltrim(${tail}, ':.0123456789')`;
  const offset = `iif(${rest} glob ' [-+Z]*', substr(${rest}, 2), ${rest})`;
  const seconds = `substr(${column}, 17, length(${tail}) - length(${rest}))`;
  return `case
    when not ${isSeconds(seconds)} then 'other'
    when ${offset} not in ('', 'Z') and not ${isOffset(offset)} then 'other'
    when ${isNano(seconds)} then 'timestamp-nano'
    when ${offset} = '' then 'timestamp'
    when ${offset} in ('Z', '+00:00', '+0000', '+00') then 'timestamp-utc'
    else 'timestamp-offset' end`;
}
function isSeconds(text) {
  return `(${text} = '' or ${text} glob ':[0-5][0-9]' or ${text} glob ':[0-5][0-9].[0-9]*' and trim(substr(${text}, 5), '0123456789') = '')`;
}
function isNano(seconds) {
  return `(length(rtrim(substr(${seconds}, 5), '0')) > 6)`;
}
function isOffset(text) {
  const hours = `(${text} glob '[+-][01][0-9]' or ${text} glob '[+-][01][0-9][0-5][0-9]' or ${text} glob '[+-][01][0-9]:[0-5][0-9]')`;
  return `(${hours} and substr(${text}, 2, 2) <= '15')`;
}

// src/sql/fits.ts
function fits(fit, column) {
  return `(${isNull(column)} or ${valueFits(fit, column)})`;
}
function isNull(column) {
  return `typeof(${column}) = 'null'`;
}
function textHasNul(column) {
  return `(typeof(${column}) = 'text' and instr(${column}, char(0)) > 0)`;
}
function textIsInvalidUtf8(column) {
  return `(typeof(${column}) = 'text' and not is_valid_text(cast(${column} as blob)))`;
}
function valueFits(fit, column) {
  switch (fit.kind) {
    case "integer":
      return integerFits(fit.bits, column);
    case "float":
      return `(typeof(${column}) = 'real' or ${isInteger(column)} and ${column} between -${TWO_53} and ${TWO_53})`;
    case "decimal":
      return decimalFits(fit.precision, fit.scale, column);
    case "text":
      return `((${isLoadableText(column)} or ${isTextualBlob(column)})${within(fit.maxLength, column)})`;
    case "rendered":
      return `((${isNumber(column)} or ${isLoadableText(column)} or ${isTextualBlob(column)})${within(fit.maxLength, column)})`;
    case "bytes":
      return fit.utf16 ? `(typeof(${column}) = 'blob' or ${isText(column)} and is_valid_text(cast(${column} as blob)))` : `typeof(${column}) in ('blob', 'text')`;
    case "boolean":
      return `(${isInteger(column)} and ${column} in (0, 1) or ${isText(column)} and lower(${column}) in ('t', 'f', 'true', 'false'))`;
    case "date":
      return hasForm(column, ["date"]);
    case "time":
      return hasForm(column, ["time"]);
    case "timestamp":
      return hasForm(column, ["date", "timestamp", "timestamp-utc"]);
    case "timestamptz":
      return hasForm(column, ["date", "timestamp", "timestamp-utc", "timestamp-offset"]);
    case "epoch":
      return epochFits(fit.unit, column);
    case "json":
      return `(${isFiniteNumber(column)} or ${isLoadableText(column)} and json_valid(${column}))`;
    case "uuid":
      return hasForm(column, ["uuid"]);
    default:
      return fit;
  }
}
var TWO_53 = 2n ** 53n;
function integerFits(bits, column) {
  const limit = 2n ** BigInt(bits - 1);
  return bits === 64 ? isInteger(column) : `(${isInteger(column)} and ${column} between ${-limit} and ${limit - 1n})`;
}
function decimalFits(precision, scale, column) {
  if (precision === null) return isNumber(column);
  const decimals = scale ?? 0;
  const bound = `1e${precision - decimals}`;
  const isShort = `(${isInteger(column)} or typeof(${column}) = 'real' and round(${column}, ${decimals}) = ${column})`;
  return `(${isShort} and ${column} > -${bound} and ${column} < ${bound})`;
}
function epochFits(unit, column) {
  const [first, last] = unit === "seconds" ? ["-62135596800", "253402300799"] : ["-62135596800000", "253402300799999"];
  return `(${isInteger(column)} and ${column} between ${first} and ${last})`;
}
function hasForm(column, forms) {
  const list = forms.map((form) => `'${form}'`).join(", ");
  return `(${isText(column)} and ${textForm(column)} in (${list}))`;
}
function isInteger(column) {
  return `typeof(${column}) = 'integer'`;
}
function isNumber(column) {
  return `typeof(${column}) in ('integer', 'real')`;
}
function isFiniteNumber(column) {
  return `${isNumber(column)} and ${column} > -9e999 and ${column} < 9e999`;
}
function isText(column) {
  return `typeof(${column}) = 'text'`;
}
function isLoadableText(column) {
  return `(${isText(column)} and instr(${column}, char(0)) = 0 and is_valid_text(cast(${column} as blob)))`;
}
function isTextualBlob(column) {
  return `(typeof(${column}) = 'blob' and instr(${column}, x'00') = 0 and is_utf8(${column}))`;
}
function within(maxLength, column) {
  return maxLength === null ? "" : ` and length(cast(${column} as text)) <= ${maxLength}`;
}

// src/stages/catalog/column-measures.ts
var VALUE_KINDS = ["integer", "real", "blob", ...TEXT_FORMS];
var LONGEST_SAMPLED_TEXT = 4096;
var LONGEST_READ = 2 ** 26;
var TWO_532 = 9007199254740992n;
function columnMeasures(column, index, kinds, sampled, unreadable) {
  const forms = TEXT_FORMS.filter((form) => kinds.has(form));
  const names = {
    value: `v${index}`,
    kind: `k${index}`,
    finite: `r${index}`,
    textBytes: `t${index}`,
    blobBytes: `b${index}`
  };
  const name = quoteIdentifier(column.name);
  const readable = unreadable ? `iif(octet_length(${name}) > ${LONGEST_READ}, null, ${name})` : name;
  const hasText = forms.length > 0;
  const hasBlob = kinds.has("blob");
  const hasOthers = kinds.size > (hasText ? forms.length : 1);
  const needsValue = [...kinds].some((kind) => kind !== "blob") || column.affinity === "TEXT";
  return {
    inner: [
      ...needsValue ? [`${readable} collate binary as ${names.value}`] : [],
      `${kindOf(name, readable, hasText)} as ${names.kind}`,
      ...kinds.has("real") ? [`${finiteReal(name, readable, hasOthers)} as ${names.finite}`] : [],
      ...hasText ? [`${bytesOf("text", name, hasOthers)} as ${names.textBytes}`] : [],
      ...hasBlob ? [`${bytesOf("blob", name, hasOthers)} as ${names.blobBytes}`] : []
    ],
    aggregates: [
      {
        of: "values",
        sql: needsValue && !unreadable ? `count(${names.value})` : `sum(${names.kind} <> 'null')`
      },
      ...kinds.has("integer") ? integerMeasures(names, hasOthers) : [],
      ...kinds.has("real") ? realMeasures(names) : [],
      ...hasBlob ? blobMeasures(names, column) : [],
      ...forms.map((form) => ({ of: form, sql: `sum(${names.kind} = '${form}')` })),
      ...hasText ? textMeasures(names, sampled) : [],
      ...declaredMeasures(names, column, kinds)
    ]
  };
}
function kindOf(name, readable, hasText) {
  return hasText ? `case typeof(${name}) when 'text' then ${textForm(readable)} else typeof(${name}) end` : `typeof(${name})`;
}
function bytesOf(storageClass, name, hasOthers) {
  const bytes = `octet_length(${name})`;
  return hasOthers ? `case when typeof(${name}) = '${storageClass}' then ${bytes} end` : bytes;
}
function integerMeasures({ value, kind }, hasOthers) {
  const integers = hasOthers ? ` filter (where ${kind} = 'integer')` : "";
  return [
    { of: "integers", sql: `sum(${kind} = 'integer')` },
    { of: "integerMin", sql: `min(${value})${integers}` },
    { of: "integerMax", sql: `max(${value})${integers}` },
    { of: "integersBoolean", sql: `sum(${value} in (0, 1))${integers}` },
    { of: "integersBeyondDouble", sql: `sum(${value} not between -${TWO_532} and ${TWO_532})${integers}` }
  ];
}
function finiteReal(name, readable, hasOthers) {
  const inRange = `${readable} collate binary between -1.7976931348623157e308 and 1.7976931348623157e308`;
  return `case when ${hasOthers ? `typeof(${name}) = 'real' and ` : ""}${inRange} then ${readable} end`;
}
function realMeasures({ kind, finite }) {
  return [
    { of: "reals", sql: `sum(${kind} = 'real')` },
    { of: "realMin", sql: `min(${finite})` },
    { of: "realMax", sql: `max(${finite})` },
    { of: "realsInfinite", sql: `sum(${kind} = 'real') - count(${finite})` },
    { of: "realsBeyondDouble", sql: `sum(${finite} not between -${TWO_532} and ${TWO_532})` }
  ];
}
function blobMeasures({ value, kind, blobBytes }, column) {
  const bytes = [
    { of: "blobs", sql: `sum(${kind} = 'blob')` },
    { of: "longestBlobBytes", sql: `max(${blobBytes})` },
    { of: "blobBytes", sql: `sum(${blobBytes})` }
  ];
  if (column.affinity !== "TEXT") return bytes;
  const isText3 = `instr(${value}, x'00') = 0 and is_utf8(${value})`;
  return [...bytes, { of: "blobsUtf8", sql: `sum(${isText3}) filter (where ${kind} = 'blob')` }];
}
function textMeasures({ value, textBytes }, sampled) {
  const short = `case when ${textBytes} <= ${LONGEST_SAMPLED_TEXT} then ${value} end`;
  return [
    { of: "longestTextBytes", sql: `max(${textBytes})` },
    { of: "textBytes", sql: `sum(${textBytes})` },
    { of: "textsEmpty", sql: `sum(${textBytes} = 0)` },
    ...sampled ? [{ of: "sample", sql: `cast(group_concat(${short}) as blob)` }] : []
  ];
}
function declaredMeasures({ value, kind }, column, kinds) {
  const hasNumbers = kinds.has("integer") || kinds.has("real");
  const isNumber2 = `${kind} in ('integer', 'real')`;
  const limits = decimalLimits(column.declaredType);
  const measures = [];
  if (limits !== null && hasNumbers) {
    const misfit = `not ${fits({ kind: "decimal", ...limits }, value)}`;
    measures.push({ of: "decimalMisfits", sql: `sum(${isNumber2} and ${misfit})` });
  }
  if (/^jsonb?$/i.test(column.declaredType) && kinds.size > 0) {
    const finite = `${value} > -9e999 and ${value} < 9e999`;
    const isJson = `case when ${isNumber2} then ${finite} when ${kind} <> 'blob' then json_valid(${value}) else 0 end`;
    measures.push({ of: "jsons", sql: `sum(${isJson})` });
  }
  return measures;
}

// src/stages/catalog/count-texts.ts
import { isAscii, isUtf8 } from "node:buffer";
function countTexts(place, profile2, sample) {
  const isWhole = Buffer.isBuffer(sample) && profile2.longestTextBytes <= LONGEST_SAMPLED_TEXT;
  if (profile2.texts === 0) return NO_TEXTS;
  if (profile2.longestTextBytes > LONGEST_READ) {
    return { ...query(place, ONE_BY_ONE), longestText: profile2.longestTextBytes };
  }
  if (!isWhole || sample.includes(0) || !isUtf8(sample)) return query(place, ONE_BY_ONE);
  if (isAscii(sample)) return { ...NO_TEXTS, longestText: profile2.longestTextBytes };
  return query(place, UNUSUAL_IN_NONE);
}
var NO_TEXTS = { longestText: 0, textsNonAscii: 0, textsWithNul: 0, textsInvalidUtf8: 0 };
var UNUSUAL_IN_NONE = `
  select max(length(v))                    as longestText,
         sum(length(v) <> octet_length(v)) as textsNonAscii,
         0                                 as textsWithNul,
         0                                 as textsInvalidUtf8
    from (select ? as v`;
var ONE_BY_ONE = `
  select max(length(v))             as longestText,
         sum(not valid or json_quote(v) glob '*[^' || char(1) || '-' || char(127) || ']*') as textsNonAscii,
         sum(instr(v, char(0)) > 0) as textsWithNul,
         sum(not valid)             as textsInvalidUtf8
    from (select ? as v, is_valid_text(cast(? as blob)) as valid`;
function query({ database, table, column, chunk }, counts) {
  const name = quoteIdentifier(column);
  const row = database.prepare(
    `${counts.replaceAll("?", () => name)}
            from ${quoteIdentifier(table)} not indexed
           where ${chunk.condition}
             and typeof(${name}) = 'text' and octet_length(${name}) <= ${LONGEST_READ}
           limit -1)`
  ).get(...chunk.values);
  return {
    longestText: Number(row?.longestText ?? 0),
    textsNonAscii: Number(row?.textsNonAscii ?? 0),
    textsWithNul: Number(row?.textsWithNul ?? 0),
    textsInvalidUtf8: Number(row?.textsInvalidUtf8 ?? 0)
  };
}

// src/stages/catalog/profile-of-measures.ts
function kindsOf(measured) {
  return VALUE_KINDS.filter((kind) => countOf(measured, kind) > 0);
}
function holdsOtherKinds(measured) {
  const counted = VALUE_KINDS.reduce((sum, kind) => sum + countOf(measured, kind), 0);
  return counted !== numberOf(measured, "values");
}
function profileOf(measured, rows) {
  const count = (name) => numberOf(measured, name);
  return {
    nulls: rows - count("values"),
    integers: count("integers"),
    reals: count("reals"),
    texts: TEXT_FORMS.reduce((sum, form) => sum + count(form), 0),
    blobs: count("blobs"),
    integerMin: bigintOf(measured, "integerMin"),
    integerMax: bigintOf(measured, "integerMax"),
    integersBoolean: count("integersBoolean"),
    integersBeyondDouble: count("integersBeyondDouble"),
    realMin: realOf(measured, "realMin"),
    realMax: realOf(measured, "realMax"),
    realsInfinite: count("realsInfinite"),
    realsBeyondDouble: count("realsBeyondDouble"),
    decimalMisfits: count("decimalMisfits"),
    longestText: 0,
    longestTextBytes: count("longestTextBytes"),
    longestBlobBytes: count("longestBlobBytes"),
    totalBytes: count("textBytes") + count("blobBytes"),
    textsEmpty: count("textsEmpty"),
    textsWithNul: 0,
    textsInvalidUtf8: 0,
    textsNonAscii: 0,
    blobsUtf8: count("blobsUtf8"),
    jsons: count("jsons"),
    textForms: formsOf(measured)
  };
}
function countOf(measured, kind) {
  switch (kind) {
    case "integer":
      return numberOf(measured, "integers");
    case "real":
      return numberOf(measured, "reals");
    case "blob":
      return numberOf(measured, "blobs");
    default:
      return numberOf(measured, kind);
  }
}
function formsOf(measured) {
  return {
    date: numberOf(measured, "date"),
    timestamp: numberOf(measured, "timestamp"),
    "timestamp-utc": numberOf(measured, "timestamp-utc"),
    "timestamp-offset": numberOf(measured, "timestamp-offset"),
    "timestamp-nano": numberOf(measured, "timestamp-nano"),
    time: numberOf(measured, "time"),
    boolean: numberOf(measured, "boolean"),
    uuid: numberOf(measured, "uuid"),
    other: numberOf(measured, "other")
  };
}
function numberOf(measured, name) {
  return Number(measured.get(name) ?? 0);
}
function bigintOf(measured, name) {
  const value = measured.get(name);
  return typeof value === "bigint" ? value : null;
}
function realOf(measured, name) {
  const value = measured.get(name);
  return typeof value === "number" ? value : null;
}

// src/stages/catalog/column-group.ts
var ALL_KINDS = new Set(VALUE_KINDS);
var ColumnGroup = class {
  #database;
  #table;
  #columns;
  #sampled;
  #prepared = null;
  #hasUnreadable = false;
  /** @param sampled whether the texts of a chunk can be gathered: they are in UTF-8, and the chunks are small */
  constructor(database, table, columns, sampled) {
    this.#database = database;
    this.#table = table;
    this.#sampled = sampled;
    this.#columns = columns.map((structure) => {
      const seen = /* @__PURE__ */ new Set();
      return { structure, seen, expected: seen, measured: /* @__PURE__ */ new Map() };
    });
  }
  /** @throws the driver's error where rows cannot be read */
  measure(chunk) {
    try {
      return this.#measure(chunk);
    } catch (error) {
      if (sqliteResultCode(error) !== "SQLITE_TOOBIG" || this.#hasUnreadable) throw error;
      this.#hasUnreadable = true;
      return this.#measure(chunk);
    }
  }
  #measure(chunk) {
    let rows = this.#query(chunk);
    const surprising = this.#columns.filter(({ measured }) => holdsOtherKinds(measured));
    for (const column of surprising) column.expected = ALL_KINDS;
    if (surprising.length > 0) rows = this.#query(chunk);
    return { rows, profiles: this.#columns.map((column) => this.#conclude(column, chunk, rows)) };
  }
  /** Measures the columns and gives the number of rows. */
  #query(chunk) {
    const parts = this.#columns.map(
      ({ structure, expected }, index) => columnMeasures(structure, index, expected, this.#sampled, this.#hasUnreadable)
    );
    const aggregates = parts.flatMap((part) => part.aggregates.map(({ sql: sql2 }) => sql2));
    const sql = `
      select ${["count(*)", ...aggregates].join(", ")}
        from (select ${parts.flatMap(({ inner }) => inner).join(", ")}
                from ${quoteIdentifier(this.#table)} not indexed
               where ${chunk.condition}
               limit -1)`;
    const row = this.#read(sql, chunk.values);
    let next = 1;
    for (const [index, column] of this.#columns.entries())
      column.measured = new Map(parts[index]?.aggregates.map(({ of }) => [of, row[next++]]));
    return Number(row[0] ?? 0);
  }
  /** Most chunks ask the same question as the one before. */
  #read(sql, values) {
    if (this.#prepared?.sql !== sql) {
      const statement = this.#database.prepare(sql).raw();
      this.#prepared = { sql, get: (bound) => statement.get(...bound) ?? [] };
    }
    return this.#prepared.get(values);
  }
  #conclude(column, chunk, rows) {
    for (const kind of kindsOf(column.measured)) column.seen.add(kind);
    column.expected = column.seen;
    const profile2 = profileOf(column.measured, rows);
    const place = { database: this.#database, table: this.#table, column: column.structure.name, chunk };
    return { ...profile2, ...countTexts(place, profile2, column.measured.get("sample")) };
  }
};

// src/stages/catalog/table-meter.ts
var COLUMNS_PER_QUERY = 50;
var TableMeter = class {
  /** Generated columns that SQLite cannot compute: their functions are those of the application. */
  unreadColumns;
  #columns;
  #groups;
  /** @param sampled whether the texts of a chunk can be gathered: they are in UTF-8, and the chunks are small */
  constructor(database, table, sampled) {
    const isUnread = (column) => column.generated !== null && !canRead(database, table.name, column.name);
    this.#columns = table.columns;
    this.unreadColumns = table.columns.filter(isUnread).map((column) => column.name);
    const readable = table.columns.filter((column) => !this.unreadColumns.includes(column.name));
    const starts = Array.from(
      { length: Math.max(1, Math.ceil(readable.length / COLUMNS_PER_QUERY)) },
      (_, index) => index * COLUMNS_PER_QUERY
    );
    this.#groups = starts.map(
      (start) => new ColumnGroup(database, table.name, readable.slice(start, start + COLUMNS_PER_QUERY), sampled)
    );
  }
  /** @throws the driver's error where rows cannot be read; then none of the chunk is counted */
  measure(chunk) {
    const results = this.#groups.map((group) => group.measure(chunk));
    const readable = results.flatMap(({ profiles: profiles2 }) => profiles2)[Symbol.iterator]();
    const profiles = this.#columns.map(
      (column) => this.unreadColumns.includes(column.name) ? EMPTY_PROFILE : readable.next().value ?? EMPTY_PROFILE
    );
    return { rows: results[0]?.rows ?? 0, profiles };
  }
};
function canRead(database, table, column) {
  try {
    database.prepare(`select ${quoteIdentifier(column)} from ${quoteIdentifier(table)}`);
    return true;
  } catch {
    return false;
  }
}

// src/stages/catalog/profile-table.ts
async function profileTable(database, table, isUtf84, context) {
  const chunks = new RowChunks(database, table);
  const meter = new TableMeter(database, table, isUtf84 && chunks.isBounded);
  let profiles = table.columns.map(() => EMPTY_PROFILE);
  let rowCount = 0;
  let unreadRows = 0;
  let isCut = false;
  for (const step of stepThrough(chunks, meter)) {
    if (step.kind === "measured") {
      const { rows, profiles: found } = step.profile;
      profiles = profiles.map((sum, index) => mergeProfiles(sum, found[index] ?? EMPTY_PROFILE));
      rowCount += rows;
      context.emit({ type: "rows-done", stage: "catalog", table: table.name, rows });
    } else if (step.kind === "row-unread") unreadRows += 1;
    else isCut = true;
    await setImmediate2();
    context.signal.throwIfAborted();
  }
  return {
    profiles,
    rowCount,
    issues: [
      ...describeUnreadColumns(table, meter.unreadColumns),
      ...describeUnreadRows(table, rowCount, unreadRows, isCut)
    ]
  };
}
function describeUnreadColumns(table, columns) {
  return columns.map(
    (column) => issue("source-read-failed", {
      table: table.name,
      column,
      message: `SQLite cannot compute the generated column ${table.name}.${column}; its values were not profiled.`
    })
  );
}
function describeUnreadRows(table, rowCount, unreadRows, isCut) {
  if (unreadRows === 0 && !isCut) return [];
  const lost = [
    ...unreadRows > 0 ? [`${unreadRows} rows could not be read`] : [],
    ...isCut ? [`nothing could be read behind row ${rowCount + unreadRows}`] : []
  ];
  return [
    issue("source-read-failed", {
      table: table.name,
      rows: unreadRows,
      message: `The file is damaged in table ${table.name}: ${lost.join(", and ")}; ${rowCount} rows were profiled.`
    })
  ];
}

// src/stages/catalog/read-schema-objects.ts
var SCHEMA_OBJECTS = `
  select type, name, tbl_name as tableName, sql
    from main.sqlite_schema
   where name not like 'sqlite\\_%' escape '\\'
     and sql is not null
   order by rowid`;
var TABLE_KINDS = `
  select name, type, wr as withoutRowid, strict
    from pragma_table_list
   where schema = 'main'`;
function readSchemaObjects(database) {
  return database.prepare(SCHEMA_OBJECTS).all();
}
function readTableKinds(database) {
  const kinds = database.prepare(TABLE_KINDS).all();
  return new Map(kinds.map((kind) => [kind.name, kind]));
}

// src/stages/catalog/affinity.ts
function affinityOf(declaredType, strict) {
  const type = declaredType.toUpperCase();
  if (type.includes("INT")) return "INTEGER";
  if (/CHAR|CLOB|TEXT/.test(type)) return "TEXT";
  if (type.includes("BLOB") || type === "" || strict && type === "ANY") return "BLOB";
  if (/REAL|FLOA|DOUB/.test(type)) return "REAL";
  return "NUMERIC";
}

// src/stages/catalog/parse-clauses.ts
function takeConstraintName(cursor) {
  return cursor.takeIf("CONSTRAINT") ? cursor.takeName() : null;
}
function takeConflictAction(cursor) {
  return cursor.takeIf("ON", "CONFLICT") ? cursor.take()?.value.toUpperCase() ?? null : null;
}
function parseCheck(cursor, draft, name, column) {
  const group = cursor.takeGroup();
  if (group === null) takeUnplaced(cursor, draft);
  else draft.checks.push({ name, expression: cursor.textOf(group), column });
}
function parseReferences(cursor, draft, name) {
  cursor.takeName();
  cursor.takeGroup();
  draft.foreignKeys.push({ name, deferrable: false });
  while (takeReferenceArgument(cursor) || parseDeferrable(cursor, draft)) ;
}
function takeReferenceArgument(cursor) {
  if (cursor.takeIf("MATCH")) return cursor.takeName() !== null;
  if (!["DELETE", "UPDATE", "INSERT"].some((event) => cursor.takeIf("ON", event))) return false;
  return ["CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION"].some(
    (action) => cursor.takeIf(...action.split(" "))
  );
}
function parseDeferrable(cursor, draft) {
  const not = cursor.takeIf("NOT", "DEFERRABLE");
  if (!not && !cursor.takeIf("DEFERRABLE")) return false;
  const deferred = cursor.takeIf("INITIALLY", "DEFERRED");
  if (!deferred) cursor.takeIf("INITIALLY", "IMMEDIATE");
  const last = draft.foreignKeys.pop();
  if (last !== void 0) draft.foreignKeys.push({ ...last, deferrable: deferred && !not });
  return true;
}
function takeUnplaced(cursor, draft) {
  const token = cursor.take();
  if (token !== void 0) draft.unplaced.push(token.value);
}

// src/sql/lex-sqlite.ts
function lexSqlite(sql) {
  const tokens = [];
  let start = 0;
  while (start < sql.length) {
    const rule = RULES.find(({ pattern }) => matchesAt(pattern, sql, start));
    const end = rule?.pattern.lastIndex ?? start + 1;
    const text = sql.slice(start, end);
    if (rule === void 0) tokens.push({ kind: "illegal", value: text, start, end });
    else if (rule.kind !== null) tokens.push({ kind: rule.kind, value: rule.value(text), start, end });
    start = end;
  }
  return tokens;
}
var asWritten = (text) => text;
var withoutQuotes = (text) => text.slice(1, -1).replaceAll(text.slice(-1).repeat(2), text.slice(-1));
var DIGITS = String.raw`\d+(?:_\d+)*`;
var HEX_DIGITS = String.raw`[\da-fA-F]+(?:_[\da-fA-F]+)*`;
var DECIMAL = String.raw`(?:${DIGITS}(?:\.(?:${DIGITS})?)?|\.${DIGITS})(?:[eE][+-]?${DIGITS})?`;
var NUMBER = new RegExp(String.raw`(?:0[xX]${HEX_DIGITS}|${DECIMAL})(?![\w$\u0080-\u{10FFFF}])`, "uy");
var RULES = [
  { pattern: /[ \t\n\f\r\uFEFF]+/y, kind: null, value: asWritten },
  { pattern: /--[^\n]*/y, kind: null, value: asWritten },
  { pattern: /\/\*[\s\S]*?(?:\*\/|$)/y, kind: null, value: asWritten },
  { pattern: /'[^']*(?:''[^']*)*'(?!')/y, kind: "string", value: withoutQuotes },
  { pattern: /"[^"]*(?:""[^"]*)*"(?!")/y, kind: "identifier", value: withoutQuotes },
  { pattern: /`[^`]*(?:``[^`]*)*`(?!`)/y, kind: "identifier", value: withoutQuotes },
  { pattern: /\[[^\]]*\]/y, kind: "identifier", value: (text) => text.slice(1, -1) },
  { pattern: /[xX]'(?:[0-9a-fA-F]{2})*'/y, kind: "blob", value: (text) => text.slice(2, -1) },
  { pattern: /[A-Za-z_\u0080-\u{10FFFF}][\w$\u0080-\u{10FFFF}]*/uy, kind: "word", value: asWritten },
  { pattern: NUMBER, kind: "number", value: asWritten },
  { pattern: /\?\d*|[:@$#][\w$:\u0080-\u{10FFFF}]+/uy, kind: "parameter", value: asWritten },
  { pattern: /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[-+*/%=<>&|~(),.;]/y, kind: "operator", value: asWritten }
];
function matchesAt(pattern, sql, position) {
  pattern.lastIndex = position;
  return pattern.test(sql);
}

// src/stages/catalog/token-cursor.ts
var TokenCursor = class {
  #sql;
  #tokens;
  #next = 0;
  constructor(sql) {
    this.#sql = sql;
    this.#tokens = lexSqlite(sql);
  }
  peek(ahead = 0) {
    return this.#tokens[this.#next + ahead];
  }
  take() {
    const token = this.peek();
    if (token !== void 0) this.#next += 1;
    return token;
  }
  /** Whether the next tokens are these keywords or operators. */
  sees(...texts) {
    return texts.every((text, index) => isText2(this.peek(index), text));
  }
  /** Takes these keywords or operators if all of them come next. */
  takeIf(...texts) {
    const found = this.sees(...texts);
    if (found) this.#next += texts.length;
    return found;
  }
  /** Takes a name: SQLite allows a string where only a name can stand. */
  takeName() {
    const token = this.peek();
    if (token === void 0 || !["word", "identifier", "string"].includes(token.kind)) return null;
    this.#next += 1;
    return token.value;
  }
  /** Takes a group in parentheses; null where none begins or it never ends. */
  takeGroup() {
    if (!this.sees("(")) return null;
    const from = this.#next;
    let depth = 0;
    for (let index = from; index < this.#tokens.length; index += 1) {
      if (isText2(this.#tokens[index], "(")) depth += 1;
      if (isText2(this.#tokens[index], ")")) depth -= 1;
      if (depth > 0) continue;
      this.#next = index + 1;
      return { from: from + 1, to: index };
    }
    return null;
  }
  /** The text of a range as written, with the comments inside of it. */
  textOf(range) {
    const first = this.#tokens[range.from];
    const last = this.#tokens[range.to - 1];
    return first === void 0 || last === void 0 || range.from >= range.to ? "" : this.#sql.slice(first.start, last.end);
  }
  /** The parts of a range between its outermost commas. */
  splitAtCommas(range) {
    const parts = [];
    let depth = 0;
    let from = range.from;
    for (let index = range.from; index < range.to; index += 1) {
      const token = this.#tokens[index];
      if (isText2(token, "(")) depth += 1;
      if (isText2(token, ")")) depth -= 1;
      if (depth > 0 || !isText2(token, ",")) continue;
      parts.push({ from, to: index });
      from = index + 1;
    }
    return [...parts, { from, to: range.to }];
  }
  tokensOf(range) {
    return this.#tokens.slice(range.from, range.to);
  }
  /** Everything that has not been taken. */
  rest() {
    return { from: this.#next, to: this.#tokens.length };
  }
};
function isText2(token, text) {
  return token !== void 0 && (token.kind === "word" || token.kind === "operator") && token.value.toUpperCase() === text;
}

// src/stages/catalog/parse-column.ts
function parseColumn(cursor, draft) {
  const name = cursor.takeName();
  if (name === null) {
    takeUnplaced(cursor, draft);
    return;
  }
  skipType(cursor);
  const column = { name, collation: null, notNullOnConflict: null, generatedExpression: null };
  while (cursor.peek() !== void 0 && !cursor.sees(",") && !cursor.sees(")"))
    parseColumnConstraint(cursor, draft, column);
  draft.columns.push(column);
}
var CONSTRAINT_WORDS = [
  "CONSTRAINT",
  "PRIMARY",
  "NOT",
  "NULL",
  "UNIQUE",
  "CHECK",
  "DEFAULT",
  "COLLATE",
  "REFERENCES",
  "AS",
  "DEFERRABLE"
];
function skipType(cursor) {
  while (!CONSTRAINT_WORDS.some((word) => cursor.sees(word)) && !cursor.sees("GENERATED", "ALWAYS")) {
    if (cursor.takeName() === null) return;
    cursor.takeGroup();
  }
}
function parseColumnConstraint(cursor, draft, column) {
  const name = takeConstraintName(cursor);
  if (cursor.takeIf("PRIMARY", "KEY")) {
    if (!cursor.takeIf("ASC")) cursor.takeIf("DESC");
    draft.primaryKey = { name, columns: [column.name], onConflict: takeConflictAction(cursor) };
    if (cursor.takeIf("AUTOINCREMENT")) draft.autoincrement = true;
  } else if (cursor.takeIf("UNIQUE")) {
    draft.uniques.push({ name, columns: [column.name], onConflict: takeConflictAction(cursor) });
  } else if (cursor.takeIf("NOT", "NULL")) {
    column.notNullOnConflict = takeConflictAction(cursor);
  } else if (cursor.takeIf("NULL")) {
    takeConflictAction(cursor);
  } else if (cursor.takeIf("CHECK")) {
    parseCheck(cursor, draft, name, column.name);
  } else if (cursor.takeIf("COLLATE")) {
    column.collation = cursor.takeName()?.toUpperCase() ?? null;
  } else if (cursor.takeIf("REFERENCES")) {
    parseReferences(cursor, draft, name);
  } else if (cursor.takeIf("GENERATED", "ALWAYS", "AS") || cursor.takeIf("AS")) {
    column.generatedExpression = takeGenerated(cursor);
  } else if (cursor.takeIf("DEFAULT")) {
    skipDefault(cursor);
  } else if (!parseDeferrable(cursor, draft) && name === null) {
    takeUnplaced(cursor, draft);
  }
}
function takeGenerated(cursor) {
  const group = cursor.takeGroup();
  if (!cursor.takeIf("STORED")) cursor.takeIf("VIRTUAL");
  return group && cursor.textOf(group);
}
function skipDefault(cursor) {
  if (cursor.takeGroup() !== null) return;
  const sign = cursor.take();
  if (isText2(sign, "-") || isText2(sign, "+")) cursor.take();
}

// src/stages/catalog/parse-table-constraint.ts
function startsTableConstraint(cursor) {
  return ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].some((word) => cursor.sees(word));
}
function parseTableConstraint(cursor, draft) {
  const name = takeConstraintName(cursor);
  if (cursor.takeIf("PRIMARY", "KEY")) {
    const columns = takeKeyColumns(cursor, draft);
    draft.primaryKey = { name, columns, onConflict: takeConflictAction(cursor) };
  } else if (cursor.takeIf("UNIQUE")) {
    const columns = takeKeyColumns(cursor, draft);
    draft.uniques.push({ name, columns, onConflict: takeConflictAction(cursor) });
  } else if (cursor.takeIf("CHECK")) {
    parseCheck(cursor, draft, name, null);
    takeConflictAction(cursor);
  } else if (cursor.takeIf("FOREIGN", "KEY")) {
    if (cursor.takeGroup() === null || !cursor.takeIf("REFERENCES")) takeUnplaced(cursor, draft);
    else parseReferences(cursor, draft, name);
  } else if (name === null) {
    takeUnplaced(cursor, draft);
  }
}
function takeKeyColumns(cursor, draft) {
  const group = cursor.takeGroup();
  if (group === null) {
    takeUnplaced(cursor, draft);
    return [];
  }
  if (isText2(cursor.tokensOf(group).at(-1), "AUTOINCREMENT")) draft.autoincrement = true;
  return cursor.splitAtCommas(group).map((part) => firstName(cursor, part));
}
function firstName(cursor, part) {
  return cursor.tokensOf(part)[0]?.value ?? "";
}

// src/stages/catalog/parse-create-table.ts
function parseCreateTable(sql) {
  const cursor = new TokenCursor(sql);
  const draft = {
    columns: [],
    primaryKey: null,
    uniques: [],
    foreignKeys: [],
    checks: [],
    autoincrement: false,
    unplaced: []
  };
  if (takeHead(cursor)) parseBody(cursor, draft);
  const rest = cursor.textOf(cursor.rest());
  if (rest !== "") draft.unplaced.push(rest);
  return draft;
}
function takeHead(cursor) {
  if (!cursor.takeIf("CREATE")) return false;
  if (!cursor.takeIf("TEMP")) cursor.takeIf("TEMPORARY");
  if (!cursor.takeIf("TABLE")) return false;
  cursor.takeIf("IF", "NOT", "EXISTS");
  if (cursor.takeName() === null) return false;
  if (cursor.takeIf(".") && cursor.takeName() === null) return false;
  return cursor.takeIf("(");
}
function parseBody(cursor, draft) {
  while (cursor.peek() !== void 0 && !cursor.takeIf(")")) {
    if (startsTableConstraint(cursor)) parseTableConstraint(cursor, draft);
    else parseColumn(cursor, draft);
    cursor.takeIf(",");
  }
  while (cursor.takeIf("WITHOUT", "ROWID") || cursor.takeIf("STRICT") || cursor.takeIf(",")) ;
  cursor.takeIf(";");
}

// src/stages/catalog/read-foreign-keys.ts
var FOREIGN_KEYS = `
  select id, "table" as parent, "from" as child, "to" as parentColumn, on_update as onUpdate, on_delete as onDelete
    from pragma_foreign_key_list(?, 'main')
   order by id desc, seq`;
var PRIMARY_KEY = `
  select name
    from pragma_table_xinfo(?, 'main')
   where pk > 0
   order by pk`;
function readForeignKeys(database, table, definitions) {
  const rows = database.prepare(FOREIGN_KEYS).all(table);
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((parts, index) => {
    const [first] = parts;
    if (first === void 0) return [];
    return {
      name: definitions[index]?.name ?? null,
      columns: parts.map((part) => part.child),
      parentTable: first.parent,
      parentColumns: parentColumns(database, parts, first.parent),
      onUpdate: first.onUpdate,
      onDelete: first.onDelete,
      deferrable: definitions[index]?.deferrable ?? false
    };
  });
}
function parentColumns(database, parts, parent) {
  const written = parts.flatMap((part) => part.parentColumn ?? []);
  if (written.length === parts.length) return written;
  const key = database.prepare(PRIMARY_KEY).all(parent);
  return key.length === parts.length ? key.map((column) => column.name) : null;
}

// src/stages/catalog/read-high-water-mark.ts
var HIGH_WATER_MARK = `
  select max(cast(seq as integer)) as mark
    from main.sqlite_sequence
   where name = ? collate nocase`;
function readHighWaterMark(database, table) {
  try {
    const row = database.prepare(HIGH_WATER_MARK).get(table);
    return row?.mark ?? null;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}

// src/stages/catalog/parse-create-index.ts
function parseCreateIndex(sql) {
  const cursor = new TokenCursor(sql);
  if (!takeHead2(cursor)) return null;
  const group = cursor.takeGroup();
  if (group === null) return null;
  const parts = cursor.splitAtCommas(group).map((part) => cursor.textOf(withoutOrder(cursor, part)));
  const hasWhere = cursor.takeIf("WHERE");
  const rest = cursor.textOf(cursor.rest());
  if (!hasWhere && rest !== "" && rest !== ";") return null;
  return { parts, where: hasWhere ? rest : null };
}
function takeHead2(cursor) {
  if (!cursor.takeIf("CREATE")) return false;
  cursor.takeIf("UNIQUE");
  if (!cursor.takeIf("INDEX")) return false;
  cursor.takeIf("IF", "NOT", "EXISTS");
  if (cursor.takeName() === null) return false;
  if (cursor.takeIf(".") && cursor.takeName() === null) return false;
  return cursor.takeIf("ON") && cursor.takeName() !== null;
}
function withoutOrder(cursor, part) {
  const tokens = cursor.tokensOf(part);
  let length = tokens.length;
  if (isText2(tokens[length - 2], "NULLS")) length -= 2;
  if (isText2(tokens[length - 1], "ASC") || isText2(tokens[length - 1], "DESC")) length -= 1;
  while (length > 2 && isText2(tokens[length - 2], "COLLATE")) length -= 2;
  return { from: part.from, to: part.from + length };
}

// src/stages/catalog/read-keys.ts
var INDEXES = `
  select l.name, l."unique", l.origin, l.partial, s.sql
    from pragma_index_list(?, 'main') l
    left join main.sqlite_schema s on s.type = 'index' and s.name = l.name
   order by l.seq desc`;
var PARTS = `
  select name as "column", "desc" as descending, coll as collation
    from pragma_index_xinfo(?, 'main')
   where key = 1
   order by seqno`;
function readKeys(database, table, rowidKey, definition) {
  const rows = database.prepare(INDEXES).all(table);
  const partsOf = (row) => readParts(database, row.name);
  const keyRow = rows.find((row) => row.origin === "pk");
  const keyParts = keyRow === void 0 ? rowidParts(rowidKey) : partsOf(keyRow);
  const indexes = rows.filter((row) => row.origin === "c").map((row) => readIndex(row, partsOf(row)));
  return {
    primaryKey: keyParts.length === 0 ? null : keyConstraint(keyParts, definition.primaryKey),
    uniques: rows.filter((row) => row.origin === "u").map((row) => uniqueConstraint(partsOf(row), definition.uniques)),
    indexes: indexes.map(({ index }) => index),
    unreadIndexes: indexes.filter(({ isRead }) => !isRead).map(({ index }) => index.name)
  };
}
function readParts(database, index) {
  return database.prepare(PARTS).all(index).map((part) => ({
    column: part.column,
    expression: null,
    descending: part.descending === 1n,
    collation: part.collation.toUpperCase()
  }));
}
function rowidParts(rowidKey) {
  return rowidKey === null ? [] : [{ column: rowidKey, expression: null, descending: false, collation: "BINARY" }];
}
function keyConstraint(parts, definition) {
  return { name: definition?.name ?? null, parts, onConflict: definition?.onConflict ?? null };
}
function uniqueConstraint(parts, definitions) {
  const columns = parts.map((part) => part.column?.toLowerCase());
  const definition = definitions.find(
    (candidate) => candidate.columns.length === columns.length && candidate.columns.every((name, index) => name.toLowerCase() === columns[index])
  );
  return keyConstraint(parts, definition ?? null);
}
function readIndex(row, parts) {
  const sql = row.sql ?? "";
  const definition = parseCreateIndex(sql);
  const isRead = definition !== null && definition.parts.length === parts.length && definition.where !== null === (row.partial === 1n);
  const withExpression = (part, position) => part.column === null ? { ...part, expression: definition?.parts[position] ?? "" } : part;
  const index = {
    name: row.name,
    unique: row.unique === 1n,
    parts: parts.map(withExpression),
    where: definition?.where ?? null,
    sql
  };
  return { index, isRead };
}

// src/stages/catalog/read-table.ts
var COLUMNS = `
  select name, type as declaredType, "notnull" as "notNull", dflt_value as defaultText, pk as keyPlace, hidden
    from pragma_table_xinfo(?, 'main')
   order by cid`;
function readTable(database, object, kind) {
  const rows = database.prepare(COLUMNS).all(object.name);
  const definition = parseCreateTable(object.sql);
  const strict = kind.strict === 1n;
  const withoutRowid = kind.withoutRowid === 1n;
  const rowidAlias = withoutRowid ? null : findRowidAlias(database, object.name, rows);
  const { unreadIndexes, ...keys } = readKeys(database, object.name, rowidAlias, definition);
  const table = {
    name: object.name,
    sql: object.sql,
    columns: rows.map((row, index) => describeColumn(row, definition.columns[index], strict)),
    ...keys,
    rowidAlias,
    rowidName: withoutRowid ? null : freeRowidName(rows),
    withoutRowid,
    strict,
    autoincrement: definition.autoincrement,
    highWaterMark: definition.autoincrement ? readHighWaterMark(database, object.name) : null,
    foreignKeys: readForeignKeys(database, object.name, definition.foreignKeys),
    checks: definition.checks
  };
  return { table, issues: describeUnread(table, definition, unreadIndexes) };
}
function findRowidAlias(database, table, rows) {
  const key = rows.filter((row) => row.keyPlace > 0n);
  const [only] = key;
  if (only === void 0 || key.length > 1 || only.declaredType.toUpperCase() !== "INTEGER") return null;
  const index = database.prepare(`select 1 from pragma_index_list(?, 'main') where origin = 'pk'`).get(table);
  return index === void 0 ? only.name : null;
}
function freeRowidName(rows) {
  const taken = new Set(rows.map((row) => row.name.toLowerCase()));
  return ["rowid", "_rowid_", "oid"].find((name) => !taken.has(name)) ?? null;
}
function describeColumn(row, definition, strict) {
  return {
    name: row.name,
    declaredType: row.declaredType,
    affinity: affinityOf(row.declaredType, strict),
    notNull: row.notNull === 1n,
    notNullOnConflict: definition?.notNullOnConflict ?? null,
    defaultText: row.defaultText,
    generated: row.hidden < 2n ? null : { expression: definition?.generatedExpression ?? "", stored: row.hidden === 3n },
    collation: definition?.collation ?? "BINARY"
  };
}
function describeUnread(table, definition, unreadIndexes) {
  const contradicts = definition.unplaced.length > 0 || definition.columns.length !== table.columns.length || definition.columns.some((column, index) => column.name !== table.columns[index]?.name) || definition.foreignKeys.length !== table.foreignKeys.length || table.columns.some((column) => column.generated?.expression === "");
  const unread = contradicts ? [unreadTable(table.name)] : [];
  return [...unread, ...unreadIndexes.map((index) => unreadIndex(table.name, index))];
}
function unreadTable(table) {
  return issue("object-not-parsed", {
    table,
    message: `Parts of the definition of table ${table} could not be read: CHECKs, names of constraints or collations may be missing.`
  });
}
function unreadIndex(table, index) {
  return issue("object-not-parsed", {
    table,
    object: index,
    message: `The definition of index ${index} could not be read.`
  });
}

// src/stages/catalog/read-virtual-table.ts
var SHADOW_SUFFIXES = {
  fts1: /^(content|term)$/,
  fts2: /^(content|segments|segdir)$/,
  fts3: /^(content|segments|segdir|docsize|stat)$/,
  fts4: /^(content|segments|segdir|docsize|stat)$/,
  fts5: /^(content|data|idx|docsize|config)$/,
  rtree: /^(node|rowid|parent)$/,
  rtree_i32: /^(node|rowid|parent)$/,
  geopoly: /^(node|rowid|parent)$/,
  spellfix1: /^vocab$/,
  vec0: /^(chunks|rowids|info|auxiliary|(vector_chunks|metadatachunks|metadatatext)\d+)$/
};
function readVirtualTable(table, tableNames) {
  const { module, ownsContent } = parseCreateVirtualTable(table.sql);
  const suffixes = SHADOW_SUFFIXES[module];
  const prefix = `${table.name}_`.toLowerCase();
  const isShadow = (name) => {
    const suffix = name.slice(prefix.length).toLowerCase();
    return name.toLowerCase().startsWith(prefix) && suffixes?.test(suffix) === true && (suffix !== "content" || ownsContent);
  };
  return { name: table.name, module, shadowTables: tableNames.filter(isShadow), sql: table.sql };
}
function parseCreateVirtualTable(sql) {
  const cursor = new TokenCursor(sql);
  while (cursor.peek() !== void 0 && !cursor.takeIf("USING")) cursor.take();
  const module = cursor.takeName()?.toLowerCase() ?? "";
  const group = cursor.takeGroup();
  const parts = group === null ? [] : cursor.splitAtCommas(group);
  const ownsContent = !parts.some((part) => {
    const [option, equals] = cursor.tokensOf(part);
    return isText2(option, "CONTENT") && isText2(equals, "=");
  });
  return { module, ownsContent };
}

// src/stages/catalog/read-catalog.ts
async function readCatalog(snapshot, context) {
  const database = snapshot.open();
  try {
    const objects = readSchemaObjects(database);
    const kinds = readTableKinds(database);
    const ofType = (type) => objects.filter((object) => object.type === type);
    const isVirtual = ({ name }) => kinds.get(name)?.type === "virtual";
    const ordinary = ofType("table").filter((table) => !isVirtual(table));
    const ordinaryNames = ordinary.map(({ name }) => name);
    const virtualTables = ofType("table").filter(isVirtual).map((table) => readVirtualTable(table, ordinaryNames));
    const shadows = new Set(virtualTables.flatMap(({ shadowTables }) => shadowTables));
    const migrated = ordinary.filter(({ name }) => !shadows.has(name));
    return {
      ...await readTables(database, migrated, kinds, snapshot.encoding === "UTF-8", context),
      views: ofType("view").map(({ name, sql }) => ({ name, sql })),
      triggers: ofType("trigger").map(({ name, tableName, sql }) => ({ name, table: tableName, sql })),
      virtualTables
    };
  } finally {
    database.close();
  }
}
async function readTables(database, objects, kinds, isUtf84, context) {
  const tables = [];
  const issues = [];
  for (const object of objects) {
    const read = readStructure(database, object, kinds.get(object.name));
    issues.push(...read.issues);
    if (read.table === null) continue;
    const { profiles, rowCount, issues: found } = await profile(database, read.table, isUtf84, context);
    const columns = read.table.columns.map((column, index) => ({
      ...column,
      profile: profiles[index] ?? EMPTY_PROFILE
    }));
    tables.push({ ...read.table, columns, rowCount });
    issues.push(...found);
  }
  return { tables, issues };
}
function readStructure(database, object, kind) {
  const unread = (reason) => ({
    table: null,
    issues: [
      issue("object-not-parsed", {
        table: object.name,
        priority: "HIGH",
        message: `SQLite cannot use table ${object.name}: ${reason}`
      })
    ]
  });
  if (kind === void 0) return unread("it is in the schema, and yet not among the tables");
  try {
    return readTable(database, object, kind);
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    return unread(error.message);
  }
}
async function profile(database, table, isUtf84, context) {
  try {
    return await profileTable(database, table, isUtf84, context);
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    const message = `SQLite cannot read table ${table.name}: ${error.message}`;
    return {
      profiles: [],
      rowCount: 0,
      issues: [issue("source-read-failed", { table: table.name, message })]
    };
  }
}

// src/stages/catalog/select-tables.ts
init_rehearsal_error();
function selectTables(catalog, { include, exclude }) {
  const excluded = catalog.tables.flatMap(({ name }) => {
    const pattern = exclude.find((glob) => matchesGlob(name, glob));
    if (pattern !== void 0) return [{ name, reason: `excluded by ${pattern}` }];
    const wanted = include.length === 0 || include.some((glob) => matchesGlob(name, glob));
    return wanted ? [] : [{ name, reason: "not included" }];
  });
  if (excluded.length === catalog.tables.length && excluded.length > 0) {
    throw new RehearsalError("settings-invalid", "include and exclude leave no table to rehearse.", {
      hint: `Mind the spelling; the source has ${catalog.tables.length} tables, and "pg-rehearsal inspect" lists them.`
    });
  }
  const gone = new Set(excluded.map(({ name }) => name));
  return {
    catalog: {
      ...catalog,
      tables: catalog.tables.filter(({ name }) => !gone.has(name)).map((table) => withoutParents(table, gone)),
      triggers: catalog.triggers.filter(({ table }) => !gone.has(table))
    },
    excluded
  };
}
function withoutParents(table, gone) {
  const isGone = (name) => [...gone].some((excluded) => excluded.toLowerCase() === name.toLowerCase());
  const foreignKeys = table.foreignKeys.map(
    (key) => isGone(key.parentTable) ? { ...key, parentExcluded: true } : key
  );
  return { ...table, foreignKeys };
}
function matchesGlob(name, glob) {
  const pattern = glob.split(/([*?])/).map((part) => part === "*" ? ".*" : part === "?" ? "." : escapePattern(part)).join("");
  return new RegExp(`^${pattern}$`, "isu").test(name);
}
function escapePattern(text) {
  return text.replace(/[\\^$.+()[\]{}|]/g, "\\$&");
}

// src/stages/record/merge-issues.ts
function mergeIssues(issues) {
  const merged = /* @__PURE__ */ new Map();
  for (const issue2 of issues) {
    const id = issueId(issue2);
    const before = merged.get(id);
    merged.set(id, before === void 0 ? issue2 : merge(before, issue2));
  }
  return [...merged.values()].sort(byUrgency);
}
function merge(earlier, later) {
  const [said, other] = later.rows >= earlier.rows ? [later, earlier] : [earlier, later];
  const examples = new Map([...said.examples, ...other.examples].map((key) => [JSON.stringify(key), key]));
  return {
    ...said,
    priority: PRIORITIES.find((priority) => [said.priority, other.priority].includes(priority)) ?? said.priority,
    examples: [...examples.values()].slice(0, MAX_EXAMPLES)
  };
}
function byUrgency(left, right) {
  return PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority) || CATEGORIES.indexOf(left.category) - CATEGORIES.indexOf(right.category) || (issueId(left) < issueId(right) ? -1 : 1);
}

// src/stages/snapshot/with-snapshot.ts
import { stat as stat7 } from "node:fs/promises";

// src/engines/sqlite/open-sqlite.ts
var import_better_sqlite32 = __toESM(require_lib(), 1);

// src/engines/sqlite/text-functions.ts
import { isUtf8 as isUtf82 } from "node:buffer";

// src/engines/sqlite/keeps-as-jsonb.ts
function keepsAsJsonb(text) {
  const parsed = JSON.parse(text);
  return countKeys(text) === countMembers(parsed) && isStorable(parsed);
}
function countKeys(text) {
  const strings = text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs);
  return strings.reduce((count, [, colon]) => colon === void 0 ? count : count + 1, 0);
}
function countMembers(value) {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum, member) => sum + countMembers(member), own);
}
function isStorable(value) {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member));
}

// src/engines/sqlite/text-functions.ts
function registerTextFunctions(database) {
  const encoding = database.pragma("encoding", { simple: true });
  const isValid = encoding === "UTF-8" ? isUtf82 : encoding === "UTF-16le" ? isUtf16le : isUtf16be;
  const options = { deterministic: true, directOnly: true };
  database.function("is_utf8", options, (blob) => toBit(Buffer.isBuffer(blob) && isUtf82(blob)));
  database.function("is_valid_text", options, (blob) => toBit(Buffer.isBuffer(blob) && isValid(blob)));
  database.function(
    "keeps_as_jsonb",
    options,
    (text) => toBit(typeof text === "string" && keepsAsJsonb(text))
  );
  database.function("utf8", options, (text) => typeof text === "string" ? Buffer.from(text, "utf8") : text);
  database.function("text_of_utf8", options, (blob) => Buffer.isBuffer(blob) ? blob.toString("utf8") : blob);
}
function toBit(value) {
  return value ? 1n : 0n;
}
function isUtf16le(bytes) {
  return bytes.length % 2 === 0 && bytes.toString("utf16le").isWellFormed();
}
function isUtf16be(bytes) {
  return bytes.length % 2 === 0 && isUtf16le(Buffer.from(bytes).swap16());
}

// src/engines/sqlite/open-sqlite.ts
function openSqlite(path) {
  const database = new import_better_sqlite32.default(path, { readonly: true, fileMustExist: true });
  database.defaultSafeIntegers(true);
  database.exec(SAFE_READING);
  registerTextFunctions(database);
  return database;
}
var SAFE_READING = `
  pragma query_only      = on;
  pragma trusted_schema  = off;
  pragma cell_size_check = on`;

// src/stages/snapshot/with-snapshot.ts
init_rehearsal_error();

// src/stages/snapshot/check-integrity.ts
var FULL_CHECK_BYTES = 256 * 1024 ** 2;
function checkIntegrity(database, sizeBytes) {
  const check = sizeBytes <= FULL_CHECK_BYTES ? "integrity_check" : "quick_check";
  database.exec("pragma ignore_check_constraints = on");
  const tables = listTables(database);
  return [...checkForDamage(database, check, tables), ...findForeignKeyMismatches(database, tables)];
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

// src/stages/snapshot/explain-error.ts
init_rehearsal_error();
function explainSourceError(error, shownPath) {
  if (error instanceof RehearsalError || !(error instanceof Error)) return error;
  const resultCode = sqliteResultCode(error);
  if (resultCode !== null) return explainSqliteError(resultCode, error, shownPath);
  const code = error.code ?? "";
  const explanation = /^(Z|ZSTD)_|^ERR_ZLIB/.test(code) ? ARCHIVE_DAMAGED : FILE_ERRORS[code];
  if (explanation === void 0) return error;
  return build(explanation, shownPath, error);
}
var MISSING = {
  code: "snapshot-missing",
  says: "does not exist",
  hint: "Check the path; it is relative to the folder in which the program was started."
};
var NO_PERMISSION = {
  code: "snapshot-no-permission",
  says: "may not be read by this user",
  hint: "Give the user read permission on the file, its -wal and -journal, and the folders above it."
};
var DISK_FULL = {
  code: "disk-full",
  says: "needs a temporary copy, and the disk is full",
  hint: "Make room, or set TMPDIR to a folder on another disk."
};
var ARCHIVE_DAMAGED = {
  code: "snapshot-archive-damaged",
  says: "cannot be decompressed",
  hint: "The archive is cut off or damaged. Test it with `gzip -t` or `zstd -t`, and copy it again."
};
var UNREADABLE = {
  code: "snapshot-corrupt",
  says: "cannot be read from its disk",
  hint: "Copy the file to another disk and look at the log of the operating system."
};
var FILE_ERRORS = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  ELOOP: MISSING,
  ENAMETOOLONG: MISSING,
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EIO: UNREADABLE
};
function explainSqliteError(resultCode, error, shownPath) {
  const explanation = SQLITE_ERRORS.find(({ codes }) => codes.test(resultCode)) ?? CORRUPT;
  return build({ ...explanation, says: `${explanation.says}: ${error.message}` }, shownPath, error);
}
var CORRUPT = {
  code: "snapshot-corrupt",
  says: "cannot be opened as a SQLite database",
  hint: "Repair it with `sqlite3 damaged.db .recover | sqlite3 repaired.db`, and rehearse with the repaired file."
};
var IN_USE_HINT = `Rehearse with a copy that is made in one go: --snapshot-command 'sqlite3 app.db ".backup $SNAPSHOT_PATH"'`;
var SQLITE_ERRORS = [
  { codes: /^SQLITE_IOERR_SHORT_READ/, ...CORRUPT, code: "snapshot-truncated", says: "is cut off" },
  { codes: /^SQLITE_IOERR/, ...UNREADABLE },
  { codes: /^SQLITE_FULL/, ...DISK_FULL },
  { codes: /^SQLITE_(CANTOPEN|PERM|AUTH)/, ...NO_PERMISSION, says: "cannot be opened" },
  {
    codes: /^SQLITE_(BUSY|LOCKED|READONLY)/,
    code: "snapshot-in-use",
    says: "is being written to",
    hint: IN_USE_HINT
  }
];
function build({ code, says, hint }, shownPath, cause) {
  return new RehearsalError(code, `${shownPath} ${says}`, { hint, cause });
}

// src/stages/snapshot/file-stamp.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
var SIDECARS = ["-wal", "-journal"];
async function stampFiles(path) {
  const stamps = ["", ...SIDECARS].map(async (suffix) => {
    const found = await stat(path + suffix, { bigint: true }).catch(() => null);
    return found === null ? "none" : `${found.ino}:${found.size}:${found.mtimeNs}`;
  });
  return (await Promise.all(stamps)).join(" ");
}
async function sha256OfFile(path, signal) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest("hex");
}

// src/stages/snapshot/locate-source.ts
init_rehearsal_error();
import { realpath, stat as stat3 } from "node:fs/promises";

// src/stages/snapshot/run-snapshot-command.ts
init_rehearsal_error();
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, stat as stat2 } from "node:fs/promises";
import { join } from "node:path";
import { kill } from "node:process";
import { setTimeout } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
var COMMAND_OUTPUT = "$SNAPSHOT_PATH";
var SHOWN_LINES = 5;
var GRACE_MS = 2e3;
async function runSnapshotCommand(command, directory, signal) {
  signal.throwIfAborted();
  const path = join(directory, "command-output");
  const messages = join(directory, "command-messages");
  const ending = await runShell(command, path, messages, signal);
  signal.throwIfAborted();
  if (ending !== "exit status 0") throw await commandFailed(`ended with ${ending}`, messages);
  if (await stat2(path).catch(() => null) === null) {
    throw await commandFailed(`wrote no file to ${COMMAND_OUTPUT}`, messages);
  }
  return path;
}
async function runShell(command, path, messages, signal) {
  const log = await open(messages, "w");
  try {
    const child = spawn("sh", ["-c", `SNAPSHOT_PATH="$0" exec sh -c "$1"`, path, command], {
      stdio: ["ignore", "ignore", log.fd],
      detached: true
    });
    const stop = () => void stopGroup(child);
    signal.addEventListener("abort", stop);
    try {
      const [status, killedBy] = await once(child, "exit");
      return killedBy === null ? `exit status ${status}` : `signal ${killedBy}`;
    } catch {
      return "no shell: `sh` could not be started";
    } finally {
      signal.removeEventListener("abort", stop);
    }
  } finally {
    await log.close();
  }
}
async function stopGroup(child) {
  if (child.pid === void 0) return;
  try {
    kill(-child.pid, "SIGTERM");
    await setTimeout(GRACE_MS);
    kill(-child.pid, "SIGKILL");
  } catch {
  }
}
async function commandFailed(what, messages) {
  const lines = stripVTControlCharacters(await readFile(messages, "utf8")).trim().split(/[\r\n]+/);
  const lastLines = lines.slice(-SHOWN_LINES).join("\n").slice(-1e3);
  return new RehearsalError("snapshot-command-failed", `The snapshot command ${what}`, {
    hint: lastLines === "" ? "It wrote nothing to standard error. Run it by hand, with SNAPSHOT_PATH set to a file that does not exist." : `It said:
${lastLines}`
  });
}

// src/stages/snapshot/locate-source.ts
async function locateSource(options, directory, signal) {
  const { snapshot, snapshotCommand } = options;
  if (snapshot !== null && snapshotCommand === null) return regularFile(snapshot, snapshot, false);
  if (snapshot === null && snapshotCommand !== null) {
    const path = await runSnapshotCommand(snapshotCommand, directory, signal);
    return regularFile(path, COMMAND_OUTPUT, true);
  }
  throw new RehearsalError("usage-invalid", "The source must be a path or a snapshot command, and not both", {
    hint: "pg-rehearsal app.db, or: pg-rehearsal --snapshot-command COMMAND"
  });
}
async function regularFile(given, shownPath, isPrivate) {
  const path = await realpath(given);
  const found = await stat3(path);
  if (found.isDirectory()) {
    throw new RehearsalError("snapshot-is-directory", `${shownPath} is a directory`, {
      hint: "Name the database file inside of it."
    });
  }
  if (!found.isFile()) {
    throw new RehearsalError("snapshot-not-sqlite", `${shownPath} is not a regular file`, {
      hint: `A stream can be written to a file first: --snapshot-command 'cat > "${COMMAND_OUTPUT}"'.`
    });
  }
  return { shownPath, path, isPrivate };
}

// src/stages/snapshot/make-readable.ts
import { createReadStream as createReadStream3 } from "node:fs";
import { stat as stat6, statfs } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/engines/sqlite/run-script.ts
import process2 from "node:process";
import { setImmediate as setImmediate3 } from "node:timers/promises";
import { pathToFileURL } from "node:url";

// src/engines/sqlite/decode-statement.ts
import { isUtf8 as isUtf83 } from "node:buffer";

// src/engines/sqlite/script-token.ts
var [SPACE, WORD] = [1, 2];
var BYTE_CLASS = new Uint8Array(256).fill(WORD, 128);
for (const byte of Buffer.from(" 	\n\f\r")) BYTE_CLASS[byte] = SPACE;
for (const byte of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$")) {
  BYTE_CLASS[byte] = WORD;
}
var BYTE_ORDER_MARK = Buffer.from("\uFEFF");
function readToken(text, at, final) {
  if (!final && at + BYTE_ORDER_MARK.length > text.length) return null;
  const byte = text[at] ?? 0;
  switch (String.fromCharCode(byte)) {
    case ";":
      return { kind: "semicolon", end: at + 1 };
    case "'":
      return readDelimited(text, at + 1, "'", "literal", final);
    case '"':
      return readDelimited(text, at + 1, '"', "other", final);
    case "`":
      return readDelimited(text, at + 1, "`", "other", final);
    case "[":
      return readDelimited(text, at + 1, "]", "other", final);
    case "-":
      if (text[at + 1] === byte) return readDelimited(text, at + 2, "\n", "space", final);
      break;
    case "/":
      if (text[at + 1] === ASTERISK) return readDelimited(text, at + 2, "*/", "space", final);
      break;
    case "\xEF":
      if (text.subarray(at, at + BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
        return { kind: "space", end: at + BYTE_ORDER_MARK.length };
      }
  }
  return readRun(text, at, final);
}
var ASTERISK = 42;
function readDelimited(text, from, closer, kind, final) {
  const closing = text.indexOf(closer, from);
  if (closing >= 0) return { kind, end: closing + closer.length };
  return final ? { kind, end: text.length } : null;
}
function readRun(text, at, final) {
  const byteClass = BYTE_CLASS[text[at] ?? 0];
  if (byteClass !== SPACE && byteClass !== WORD) return { kind: "other", end: at + 1 };
  let end = at + 1;
  while (end < text.length && BYTE_CLASS[text[end] ?? 0] === byteClass) end++;
  if (end === text.length && !final) return null;
  return { kind: byteClass === SPACE ? "space" : "word", end };
}

// src/engines/sqlite/decode-statement.ts
function decodeStatement(bytes) {
  if (isUtf83(bytes)) return bytes.toString("utf8");
  let sql = "";
  for (let at = 0; at < bytes.length; ) {
    const end = isQuote(bytes[at]) ? endOfLiteral(bytes, at) : readToken(bytes, at, true)?.end ?? bytes.length;
    const token = bytes.subarray(at, end);
    sql += isUtf83(token) || !isQuote(token[0]) ? token.toString("utf8") : castOfBytes(token);
    at = end;
  }
  return sql;
}
function isQuote(byte) {
  return byte === 39;
}
function endOfLiteral(bytes, start) {
  let end = start;
  while (isQuote(bytes[end])) end = readToken(bytes, end, true)?.end ?? bytes.length;
  return end;
}
function castOfBytes(literal) {
  const content = literal.toString("latin1").slice(1, -1).replaceAll("''", "'");
  return `cast(x'${Buffer.from(content, "latin1").toString("hex")}' as text)`;
}

// src/engines/sqlite/split-script.ts
var HEAD_WORDS = 6;
var TRIGGER = /^(explain )?(query plan )?create (temp |temporary )?trigger\b/;
var ScriptSplitter = class {
  /** The unfinished statement. */
  #pieces = [];
  #size = 0;
  /** Joining the pieces only when the text has doubled keeps the cost of a huge statement linear. */
  #joinAt = 0;
  /** How much of it has been read. */
  #position = 0;
  #line = 1;
  #open = new OpenStatement();
  /** The bytes of the unfinished statement, which are held in memory. */
  get pendingBytes() {
    return this.#size;
  }
  /** The line on which the unfinished statement starts, from 1. */
  get line() {
    return this.#line;
  }
  /** Takes the next piece of the script and returns the statements that are now complete. */
  push(piece) {
    this.#pieces.push(piece);
    this.#size += piece.length;
    return this.#size < this.#joinAt ? [] : this.#read(false);
  }
  /** The script has ended: what is left is a statement too, without its semicolon. */
  finish() {
    return this.#read(true);
  }
  #read(final) {
    const text = Buffer.concat(this.#pieces);
    const statements = [];
    let start = 0;
    let at = this.#position;
    const cut = (end, next) => {
      const { first, head } = this.#open;
      if (first !== null) {
        const line = this.#line + countNewlines(text, start, start + first);
        statements.push({ bytes: text.subarray(start + first, end), line, head });
      }
      this.#line += countNewlines(text, start, next);
      this.#open = new OpenStatement();
      start = next;
    };
    while (at < text.length) {
      const token = readToken(text, at, final);
      if (token === null) break;
      if (this.#open.endsWith(token, text, at, at - start)) cut(at, token.end);
      at = token.end;
    }
    if (final) cut(text.length, text.length);
    this.#pieces = [text.subarray(start)];
    this.#size = text.length - start;
    this.#joinAt = this.#size * 2;
    this.#position = at - start;
    return statements;
  }
};
var OpenStatement = class {
  /** Where its first token starts. */
  first = null;
  #words = [];
  #headOpen = true;
  #afterSemicolon = false;
  #afterEnd = false;
  get head() {
    return this.#words.join(" ");
  }
  /** Takes the next token; true when it is the semicolon that ends the statement. */
  endsWith(token, text, at, offset) {
    if (token.kind === "space") return false;
    if (token.kind === "semicolon") {
      const ends = this.#afterEnd || !TRIGGER.test(this.head);
      this.#afterSemicolon = true;
      this.#afterEnd = false;
      return ends;
    }
    this.first ??= offset;
    const word = token.kind === "word" ? text.toString("latin1", at, Math.min(token.end, at + 40)) : "";
    this.#afterEnd = this.#afterSemicolon && word.toLowerCase() === "end";
    this.#afterSemicolon = false;
    if (this.#headOpen && word !== "") this.#words.push(word.toLowerCase());
    this.#headOpen &&= word !== "" && this.#words.length < HEAD_WORDS;
    return false;
  }
};
var NEWLINE = 10;
function countNewlines(text, from, to) {
  const part = text.subarray(from, to);
  let count = 0;
  for (let at = part.indexOf(NEWLINE); at >= 0; at = part.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

// src/engines/sqlite/run-script.ts
var ScriptError = class extends Error {
  name = "ScriptError";
  /** From 1; where the statement starts. */
  line;
  /** SQLite's result code; 0 when the refusal is ours. https://www.sqlite.org/rescode.html */
  resultCode;
  constructor(line, message, resultCode = 0) {
    super(message);
    this.line = line;
    this.resultCode = resultCode;
  }
};
var LONGEST_STATEMENT_BYTES = 500 * 1024 * 1024;
async function runScript(script, path, options) {
  const database = openForScript(path, options.maxBytes);
  try {
    const splitter = new ScriptSplitter();
    for await (const piece of script) {
      for (const statement of splitter.push(piece)) runStatement(database, statement);
      if (splitter.pendingBytes > LONGEST_STATEMENT_BYTES) {
        throw new ScriptError(splitter.line, "a statement is longer than 500 MB");
      }
      await setImmediate3();
      options.signal.throwIfAborted();
    }
    for (const statement of splitter.finish()) runStatement(database, statement);
    if (database.isTransaction) {
      throw new ScriptError(splitter.line, "the script ends before its COMMIT; a part of it may be missing");
    }
    database.exec("pragma journal_mode = delete");
  } finally {
    database.close();
  }
}
function openForScript(path, maxBytes) {
  const { DatabaseSync, constants: constants2 } = importNodeSqlite();
  const database = new DatabaseSync(pathToFileURL(path), {
    enableDoubleQuotedStringLiterals: true,
    enableForeignKeyConstraints: false,
    defensive: false
  });
  database.exec(`
    pragma journal_mode = memory;
    pragma synchronous = off;
    pragma max_page_count = ${Math.max(1, Math.floor(maxBytes / PAGE_BYTES))}`);
  database.setAuthorizer?.(
    (action, fileName) => action === constants2.SQLITE_ATTACH && fileName !== VACUUM_FILE_NAME ? constants2.SQLITE_DENY : constants2.SQLITE_OK
  );
  return database;
}
var PAGE_BYTES = 4096;
var VACUUM_FILE_NAME = "";
function importNodeSqlite() {
  const { emitWarning } = process2;
  process2.emitWarning = () => {
  };
  try {
    return process2.getBuiltinModule("node:sqlite");
  } finally {
    process2.emitWarning = emitWarning;
  }
}
function runStatement(database, statement) {
  const { line } = statement;
  if (PLANNER_STATISTICS.test(statement.head)) return;
  const refusal = refuse(statement);
  if (refusal !== null) throw new ScriptError(line, refusal);
  try {
    database.exec(decodeStatement(statement.bytes));
  } catch (error) {
    const { message, errcode } = error;
    throw new ScriptError(line, withoutValues(message), errcode);
  }
}
var PLANNER_STATISTICS = /^insert into sqlite_stat[234]\b/;
function refuse({ head, bytes }) {
  if (head.startsWith("attach")) return "ATTACH is refused: a script may touch no other file";
  if (head.startsWith("vacuum") && /\binto\b/i.test(bytes.toString("latin1"))) {
    return "VACUUM INTO is refused: a script may touch no other file";
  }
  if (bytes[0] === FULL_STOP) {
    const [command] = bytes.toString("utf8", 0, 80).split(/\s/);
    return `${command} is a command of the sqlite3 shell, not SQL`;
  }
  if (bytes.includes(0)) return "the statement holds a NUL byte";
  return null;
}
var FULL_STOP = 46;
function withoutValues(message) {
  return message.replace(
    /^(near|unrecognized token:) ".*"(: )?/s,
    (_, kind) => kind === "near" ? "" : "unrecognized token"
  );
}

// src/stages/snapshot/make-readable.ts
init_rehearsal_error();

// src/stages/snapshot/check-header.ts
init_rehearsal_error();
import { open as open2 } from "node:fs/promises";
var HEADER_BYTES = 100;
async function readHeader(path) {
  const file = await open2(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
function checkComplete(header, size, shownPath) {
  const promised = header.length < HEADER_BYTES ? HEADER_BYTES : promisedSize(header);
  if (size >= promised) return;
  throw new RehearsalError(
    "snapshot-truncated",
    `${shownPath} is cut off: it has ${size} of the ${promised} bytes that its header promises`,
    { hint: "The copy or download stopped early. Copy it again and compare the sizes." }
  );
}
function promisedSize(header) {
  const storedPageSize = header.readUInt16BE(16);
  const pageSize = storedPageSize === 1 ? 65536 : storedPageSize;
  if (!PAGE_SIZES.has(pageSize)) return HEADER_BYTES;
  const pageCountHolds = header.readUInt32BE(24) === header.readUInt32BE(92);
  return pageCountHolds ? header.readUInt32BE(28) * pageSize : pageSize;
}
var PAGE_SIZES = /* @__PURE__ */ new Set([512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]);

// src/stages/snapshot/private-copy.ts
import { chmod, constants, copyFile, open as open3, stat as stat4, truncate } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/engines/sqlite/recover-sqlite.ts
var import_better_sqlite33 = __toESM(require_lib(), 1);
function recoverSqlite(path) {
  const database = new import_better_sqlite33.default(path, { fileMustExist: true });
  try {
    database.exec(RECOVER);
  } finally {
    database.close();
  }
}
var RECOVER = `
  pragma locking_mode = exclusive;
  pragma synchronous  = off;
  select 1 from sqlite_schema limit 1;
  pragma wal_checkpoint(truncate);
  pragma journal_mode = delete`;

// src/stages/snapshot/private-copy.ts
async function needsRecovery(path, header) {
  if (isWalMode(header)) return true;
  const sizes = await Promise.all(SIDECARS.map((suffix) => sizeOf(path + suffix)));
  return sizes.some((size) => size > 0);
}
function isWalMode(header) {
  return header[18] === 2 || header[19] === 2;
}
async function sizeOf(path) {
  return (await stat4(path).catch(() => null))?.size ?? 0;
}
async function copyDatabase(path, directory) {
  const copy = join2(directory, "database");
  for (const suffix of ["", ...SIDECARS]) {
    if (suffix !== "" && await sizeOf(path + suffix) === 0) continue;
    await copyFile(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    await chmod(copy + suffix, 384);
  }
  return copy;
}
async function recover(path) {
  await detachSuperJournal(`${path}-journal`);
  recoverSqlite(path);
}
async function detachSuperJournal(journal) {
  const size = await sizeOf(journal);
  if (size < SUPER_JOURNAL_TAIL) return;
  const tail = await readAt(journal, size - SUPER_JOURNAL_TAIL, SUPER_JOURNAL_TAIL);
  const nameBytes = tail.readUInt32BE(0);
  const start = size - SUPER_JOURNAL_TAIL - nameBytes;
  if (!tail.subarray(8).equals(JOURNAL_MAGIC) || start < PAGE_NUMBER_BYTES) return;
  const name = (await readAt(journal, start, nameBytes)).toString("utf8");
  if (await stat4(name).catch(() => null) !== null) await truncate(journal, start - PAGE_NUMBER_BYTES);
}
var PAGE_NUMBER_BYTES = 4;
var SUPER_JOURNAL_TAIL = 4 + 4 + 8;
var JOURNAL_MAGIC = Buffer.from("d9d505f920a163d7", "hex");
async function readAt(path, position, length) {
  const file = await open3(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// src/stages/snapshot/recognise-file.ts
import { open as open4 } from "node:fs/promises";

// src/stages/snapshot/recognise-script.ts
function looksLikeText(head) {
  const controls = head.filter((byte) => byte < 32 && !TEXT_CONTROLS.has(byte));
  return !controls.includes(0) && controls.length * 100 < head.length;
}
var TEXT_CONTROLS = new Set(Buffer.from("	\n\r\f\b\x1B"));
function looksLikeScript(head, name) {
  if (/\.sql(\.(gz|zst))?$/i.test(name)) return true;
  const text = head.toString("latin1").replace(LEADING_SPACE, "");
  return text === "" || FIRST_WORD.test(text);
}
var FIRST_WORD = /^(alter|analyze|attach|begin|commit|create|delete|detach|drop|end|explain|insert|pragma|reindex|release|replace|rollback|savepoint|select|update|vacuum|values|with)\b|^\.[a-z]+/i;
var LEADING_SPACE = /^(\xEF\xBB\xBF|[\s;]+|--[^\n]*(\n|$)|\/\*[\s\S]*?(\*\/|$))+/;

// src/stages/snapshot/recognise-file.ts
var HEAD_BYTES = 64 * 1024;
async function recogniseFile(path, name) {
  const file = await open4(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return recognise(buffer.subarray(0, bytesRead), size, name);
  } finally {
    await file.close();
  }
}
function recognise(head, size, name) {
  if (size === 0) return { type: "empty" };
  if (startsWith(head, SQLITE)) return { type: "sqlite" };
  if (startsWith(head, "\x8B\b")) return { type: "gzip" };
  if (startsWith(head, "(\xB5/\xFD") || isSkippableZstdFrame(head)) return { type: "zstd" };
  const format = FORMATS.find(({ magic, at }) => startsWith(head.subarray(at ?? 0), magic));
  if (format !== void 0) return { type: "other", description: format.description };
  if (looksLikeText(head)) {
    return looksLikeScript(head, name) ? { type: "script" } : { type: "other", description: "text, but not a SQL script" };
  }
  if (looksEncrypted(head, size)) return { type: "encrypted" };
  return { type: "other", description: "of an unknown format: the header of SQLite is missing" };
}
var SQLITE = "SQLite format 3\0";
var FORMATS = [
  { magic: "PK", description: "a zip archive: unpack it first" },
  { magic: "ustar", at: 257, description: "a tar archive: unpack it first" },
  { magic: "BZh", description: "a bzip2 archive: unpack it first, or use gzip or zstd" },
  { magic: "\xFD7zXZ\0", description: "an xz archive: unpack it first, or use gzip or zstd" },
  { magic: "7z\xBC\xAF'", description: "a 7-Zip archive: unpack it first" },
  { magic: "Rar!", description: "a RAR archive: unpack it first" },
  { magic: '"M', description: "an lz4 archive: unpack it first, or use gzip or zstd" },
  { magic: "7\x7F\x82", description: "a write-ahead log (-wal): name the database beside it" },
  { magic: "7\x7F\x83", description: "a write-ahead log (-wal): name the database beside it" },
  {
    magic: "\xD9\xD5\xF9 \xA1c\xD7",
    description: "a rollback journal (-journal): name the database beside it"
  },
  { magic: "** This file contains an SQLite 2", description: "a SQLite 2 database: convert it to SQLite 3" },
  { magic: "DUCK", at: 8, description: "a DuckDB database" },
  { magic: "\0\0\0Standard ", description: "a Microsoft Access database" },
  { magic: "PGDMP", description: "a dump of PostgreSQL (pg_dump -Fc)" },
  {
    magic: "version https://git-lfs",
    description: "a pointer of Git LFS: check out with `lfs: true`, or run `git lfs pull`"
  },
  {
    magic: "\xFF\xFE",
    description: 'UTF-16 text: write the script as UTF-8 (`sqlite3 app.db ".output dump.sql" .dump`)'
  },
  { magic: "<!DOCTYPE", description: "a web page: the download has failed" },
  { magic: "<html", description: "a web page: the download has failed" }
];
function startsWith(head, magic) {
  return head.toString("latin1", 0, magic.length) === magic;
}
function isSkippableZstdFrame(head) {
  return head.length >= 4 && (head.readUInt32LE(0) & 4294967280) >>> 0 === 407710288;
}
function looksEncrypted(head, size) {
  return size % 512 === 0 && head.length >= 2048 && entropyBits(head) > 7.8;
}
function entropyBits(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.filter((count) => count > 0).reduce((bits, count) => bits - count / bytes.length * Math.log2(count / bytes.length), 0);
}

// src/stages/snapshot/unpack.ts
init_rehearsal_error();
import { createReadStream as createReadStream2, createWriteStream } from "node:fs";
import { stat as stat5 } from "node:fs/promises";
import { pipeline as pipeline2 } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";

// src/stages/snapshot/format-bytes.ts
var UNITS = ["bytes", "kB", "MB", "GB", "TB"];
function formatBytes(bytes) {
  const power = Math.min(UNITS.length - 1, bytes < 1e4 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1e3 ** power;
  return `${power > 0 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`;
}

// src/stages/snapshot/unpack.ts
async function unpack(path, format, target, options) {
  const { maxBytes, signal } = options;
  const limit = (source) => limitBytes(source, maxBytes);
  const output = createWriteStream(target, { mode: 384 });
  if (format === "gzip") await pipeline2(createReadStream2(path), createGunzip(), limit, output, { signal });
  else await pipeline2(decompressFrames(path), limit, output, { signal });
}
async function* limitBytes(source, maxBytes) {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}
function tooLarge(maxBytes) {
  return new RehearsalError(
    "snapshot-too-large",
    `The snapshot unpacks to more than ${formatBytes(maxBytes)}`,
    {
      hint: "That is all that the free disk space and the limit allow. Make room (TMPDIR names another disk), or give the unpacked database."
    }
  );
}
async function* decompressFrames(path) {
  const { size } = await stat5(path);
  for (let offset = 0; offset < size; ) {
    const decompressor = createZstdDecompress();
    const feeding = feed(decompressor, path, offset);
    feeding.catch((error) => decompressor.destroy(error));
    yield* decompressor;
    await feeding;
    offset += decompressor.bytesWritten;
  }
}
async function feed(decompressor, path, start) {
  let offered = 0;
  for await (const chunk of createReadStream2(path, { start })) {
    offered += chunk.length;
    await new Promise((resolve, reject) => {
      decompressor.write(chunk, (error) => error ? reject(error) : resolve());
    });
    if (decompressor.bytesWritten < offered) return;
  }
  decompressor.end();
}

// src/stages/snapshot/make-readable.ts
async function makeReadable(source, directory, maxBytes, signal) {
  const { path, shownPath } = source;
  const limits = { maxBytes: Math.min(maxBytes, await freeBytes(directory)), signal };
  const kind = await recogniseFile(path, shownPath);
  switch (kind.type) {
    case "sqlite":
      return databaseFile(source, directory);
    case "script":
      return scriptDatabase(source, directory, limits);
    case "gzip":
    case "zstd": {
      const unpacked = join3(directory, "unpacked");
      if (path === unpacked) throw notSqlite(shownPath, "an archive inside of an archive: unpack it first");
      await unpack(path, kind.type, unpacked, limits);
      return makeReadable({ path: unpacked, shownPath, isPrivate: true }, directory, maxBytes, signal);
    }
    case "empty":
      throw new RehearsalError("snapshot-empty", `${shownPath} is empty`, {
        hint: "SQLite makes such a file when it opens a path that does not exist. Look for the real database."
      });
    case "encrypted":
      throw new RehearsalError("snapshot-encrypted", `${shownPath} looks encrypted: its bytes are random`, {
        hint: "Decrypt it first; with SQLCipher: ATTACH a plain file with KEY '', then SELECT sqlcipher_export('plain')."
      });
    case "other":
      throw notSqlite(shownPath, kind.description);
    default:
      return kind;
  }
}
async function freeBytes(directory) {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize * 0.9;
}
function notSqlite(shownPath, description) {
  return new RehearsalError("snapshot-not-sqlite", `${shownPath} is ${description}`, {
    hint: "Give a SQLite database, a script of SQL, or either of them as .gz or .zst."
  });
}
async function databaseFile(source, directory) {
  const header = await readHeader(source.path);
  const walIsMissing = isWalMode(header) && !await exists(`${source.path}-wal`);
  const path = await standAlone(source, directory, header);
  const { size: sizeBytes } = await stat6(path);
  checkComplete(await readHeader(path), sizeBytes, source.shownPath);
  return { path, sizeBytes, walIsMissing };
}
async function exists(path) {
  return await stat6(path).catch(() => null) !== null;
}
async function standAlone(source, directory, header) {
  const driverWouldTrim = source.path !== source.path.trim();
  if (!driverWouldTrim && !await needsRecovery(source.path, header)) return source.path;
  const path = source.isPrivate ? source.path : await copyDatabase(source.path, directory);
  await recover(path);
  return path;
}
async function scriptDatabase(source, directory, limits) {
  const path = join3(directory, "script-result");
  try {
    await runScript(createReadStream3(source.path, { highWaterMark: 1 << 20 }), path, limits);
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    if (error.resultCode === SQLITE_FULL) throw tooLarge(limits.maxBytes);
    throw scriptFailed(source, `line ${error.line}: ${error.message}`, error);
  }
  const { size: sizeBytes } = await stat6(path);
  if (sizeBytes === 0) throw scriptFailed(source, "it created nothing");
  return { path, sizeBytes, walIsMissing: false };
}
var SQLITE_FULL = 13;
function scriptFailed(source, message, cause) {
  return new RehearsalError("snapshot-script-failed", `${source.shownPath}, ${message}`, {
    hint: "Try it by hand: sqlite3 -bail new.db < script.sql. Only SQL of SQLite is understood.",
    cause
  });
}

// src/stages/snapshot/private-directory.ts
import { createHash as createHash2 } from "node:crypto";
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join as join4 } from "node:path";
import { getuid, kill as kill2, pid } from "node:process";
async function withPrivateDirectory(use) {
  await sweepLeftovers();
  const directory = await mkdtemp(join4(tmpdir(), `${PREFIX}${pid}-`));
  try {
    return await use(directory);
  } finally {
    await remove(directory);
  }
}
var PREFIX = `pg-rehearsal-snapshot-${createHash2("sha256").update(hostname()).digest("hex").slice(0, 8)}-`;
async function sweepLeftovers() {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    const path = join4(tmpdir(), name);
    if (await isOurs(path)) await remove(path);
  }
}
function isRunning(owner) {
  try {
    kill2(owner, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function isOurs(path) {
  const found = await lstat(path).catch(() => null);
  if (found === null || !found.isDirectory()) return false;
  return getuid === void 0 || found.uid === getuid();
}
async function remove(directory) {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}

// src/stages/snapshot/with-snapshot.ts
async function withSnapshot(options, context, use) {
  return withPrivateDirectory(async (directory) => {
    const source = await explained(
      options.snapshot ?? COMMAND_OUTPUT,
      context,
      () => locateSource(options, directory, context.signal)
    );
    const stamp = await stampFiles(source.path);
    const snapshot = await explained(source.shownPath, context, async () => {
      const taken = await takeSnapshot(source, directory, options, context);
      if (await stampFiles(source.path) !== stamp) throw inUse(source);
      return taken;
    });
    const result = await use(snapshot);
    if (snapshot.path === source.path && await stampFiles(source.path) !== stamp) {
      if (await sha256OfFile(source.path, context.signal) !== snapshot.sha256) throw inUse(source);
    }
    return result;
  });
}
async function explained(shownPath, context, work) {
  try {
    return await work();
  } catch (error) {
    context.signal.throwIfAborted();
    throw explainSourceError(error, shownPath);
  }
}
async function takeSnapshot(source, directory, options, context) {
  const { size: sizeBytes } = await stat7(source.path);
  const sha256 = await sha256OfFile(source.path, context.signal);
  const file = await makeReadable(source, directory, options.maxBytes, context.signal);
  context.signal.throwIfAborted();
  return {
    sourcePath: source.shownPath,
    path: file.path,
    sizeBytes,
    sha256,
    ...inspect(file),
    open: () => openSqlite(file.path)
  };
}
function inspect(file) {
  const database = openSqlite(file.path);
  try {
    database.prepare("select count(*) from sqlite_schema").get();
    return {
      sqliteVersion: database.prepare("select sqlite_version()").pluck().get(),
      encoding: database.pragma("encoding", { simple: true }),
      issues: [...file.walIsMissing ? [walMissing()] : [], ...checkIntegrity(database, file.sizeBytes)]
    };
  } finally {
    database.close();
  }
}
function walMissing() {
  return issue("wal-missing", {
    priority: "LOW",
    message: "The database is in WAL mode and has no -wal file beside it. That is so after a clean shutdown, and also when the file was copied from a running application without its -wal: the newest transactions would be missing then, and the file alone cannot tell."
  });
}
function inUse(source) {
  return new RehearsalError("snapshot-in-use", `${source.shownPath} changed while it was being read`, {
    hint: IN_USE_HINT
  });
}

// src/stages/target/render-ddl.ts
function renderDdl(schema) {
  const sections = [
    ...schema.tables.map(({ createSql }) => `${createSql};`),
    ...schema.postData.map(renderStatement),
    ...schema.postData.flatMap(({ validateSql }) => validateSql === null ? [] : [`${validateSql};`]),
    ...schema.failedTables.map(({ source, reason }) => comment(`Not here: table ${source}: ${reason}`)),
    ...schema.ledger.filter(({ status }) => status === "dropped").map(renderDropped)
  ];
  return `${sections.join("\n\n")}
`;
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

// src/engines/sqlite/row-key.ts
var LONGEST_KEY_TEXT = 80;
function keyExpressions({ keyColumns, rowidName }) {
  return [...keyColumns, ...rowidName === null ? [] : [rowidName]].map(quoteIdentifier);
}
function rowKey({ keyColumns, rowidName }, values) {
  const key = values.slice(0, keyColumns.length);
  if (rowidName !== null && (key.length === 0 || key.includes(null))) {
    return { rowid: keyValue(values[keyColumns.length]) };
  }
  return Object.fromEntries(keyColumns.map((name, index) => [name, keyValue(key[index])]));
}
function cutKey(text) {
  return text.length > LONGEST_KEY_TEXT ? `${text.slice(0, LONGEST_KEY_TEXT)}\u2026` : text;
}
function keyValue(value) {
  if (value === null || value === void 0) return null;
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Buffer.isBuffer(value)) return cutKey(`x'${value.toString("hex")}'`);
  return cutKey(String(value));
}

// src/stages/target/highest-key.ts
function highestKey(table, column) {
  const known = [table.highWaterMark, column.profile.integerMax].filter((key) => key !== null);
  return known.reduce(
    (highest, key) => highest === null || key > highest ? key : highest,
    null
  );
}

// src/sql/epoch.ts
var LATEST_SECONDS = 4102444800n;
var EARLIEST_SECONDS = -2208988800n;
function epochUnit(min, max) {
  if (max >= 100000000n && max <= LATEST_SECONDS && min >= EARLIEST_SECONDS) return "seconds";
  const areMilliseconds = max >= 100000000000n && max <= LATEST_SECONDS * 1000n && min >= EARLIEST_SECONDS * 1000n;
  return areMilliseconds && !looksLikeSeconds(min) ? "milliseconds" : null;
}
function looksLikeSeconds(min) {
  return min >= 100000000n && min <= LATEST_SECONDS;
}

export {
  quoteIdentifier,
  quoteQualified,
  quoteLiteral,
  keyExpressions,
  rowKey,
  cutKey,
  parseDeclaredType,
  decimalLimits,
  textForm,
  fits,
  isNull,
  textHasNul,
  textIsInvalidUtf8,
  LONGEST_READ,
  sqliteResultCode,
  lexSqlite,
  readCatalog,
  selectTables,
  matchesGlob,
  mergeIssues,
  withSnapshot,
  highestKey,
  epochUnit,
  renderDdl
};
