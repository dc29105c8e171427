import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  MAX_SNAPSHOT_BYTES,
  OPTIONS,
  SETTINGS_FILES,
  checkGiven,
  commandSecondsOf,
  escapeTerminal,
  groupShards,
  knownToGit,
  mergeRecords,
  mergeShards,
  optionsOf,
  parseSettings,
  progressLines,
  readSettingsFile,
  renderTerminal,
  settingsInvalid
} from "./chunks/chunk-E6RTWSRW.js";
import {
  require_light,
  retry
} from "./chunks/chunk-2IPEHC5A.js";
import "./chunks/chunk-GYHO3D4E.js";
import {
  rehearse
} from "./chunks/chunk-VU35X3XV.js";
import "./chunks/chunk-PEYJDWY2.js";
import "./chunks/chunk-GWUVQCSV.js";
import "./chunks/chunk-FWTYUWFH.js";
import "./chunks/chunk-TZWGLIBX.js";
import {
  NO_CHANGES,
  assessReadiness,
  buildRunRecord,
  ownRuns,
  untilCancelled
} from "./chunks/chunk-4OUQNUPO.js";
import {
  VERSION,
  exitCodeOf,
  gateHolds,
  reasonAgainst,
  withGate
} from "./chunks/chunk-IASZ6OVY.js";
import "./chunks/chunk-GPAO654I.js";
import "./chunks/chunk-M3VP6R7Y.js";
import {
  withSnapshot,
  withoutPasswords
} from "./chunks/chunk-EAZBQWOY.js";
import {
  keepHeapSmall
} from "./chunks/chunk-ATVV6N3H.js";
import "./chunks/chunk-JEJQDPT6.js";
import "./chunks/chunk-FQ3Z6WZN.js";
import {
  OutputFolder,
  filesOfRun,
  writeRunRecord
} from "./chunks/chunk-76QMD3WK.js";
import {
  EMPTY_HISTORY,
  escapeHtml,
  escapeMarkdown,
  folded,
  formatSeconds,
  formatTime,
  joinHistories,
  linesToMarkdown,
  markdownTable,
  parseHistory,
  parseRunRecord,
  renderDetails,
  renderHistory,
  renderTemplate,
  renderWarnings,
  replaceFile,
  verdictOf,
  verdictWords,
  visibleText
} from "./chunks/chunk-THCW5BCA.js";
import "./chunks/chunk-YOOFPADQ.js";
import {
  beginningOf,
  compare
} from "./chunks/chunk-AZK3MJLL.js";
import {
  jobSurroundings,
  parseJson
} from "./chunks/chunk-JACMOAFB.js";
import {
  endGroup,
  error,
  getInput,
  info,
  notice,
  setFailed,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning
} from "./chunks/chunk-WK5KUCGN.js";
import "./chunks/chunk-MQWKYAEF.js";
import "./chunks/chunk-WYGEGETD.js";
import "./chunks/chunk-OCMR2VWV.js";
import "./chunks/chunk-GLDF3TIM.js";
import {
  _enum,
  array,
  boolean,
  int,
  literal,
  number,
  object,
  record,
  string,
  tuple,
  unknown
} from "./chunks/chunk-4FQAPGRK.js";
import {
  errorCode
} from "./chunks/chunk-YJLUG6D3.js";
import "./chunks/chunk-IGQXYNWZ.js";
import "./chunks/chunk-3LTCWK5K.js";
import "./chunks/chunk-J4VUKYDV.js";
import "./chunks/chunk-IE3QE5DE.js";
import "./chunks/chunk-5VA3CDFC.js";
import {
  amount,
  formatCount
} from "./chunks/chunk-D4TW372C.js";
import "./chunks/chunk-GGAEXMQ7.js";
import "./chunks/chunk-H32F656T.js";
import "./chunks/chunk-M4WBZ5ID.js";
import "./chunks/chunk-VQQR6LEC.js";
import "./chunks/chunk-AJR6PP63.js";
import "./chunks/chunk-7ICMUGGX.js";
import "./chunks/chunk-DEE53WNT.js";
import "./chunks/chunk-76LBD5FE.js";
import "./chunks/chunk-D2TH455S.js";
import "./chunks/chunk-XMX4Y7CS.js";
import {
  EXIT_CODES,
  RehearsalError,
  init_exit_codes,
  init_rehearsal_error
} from "./chunks/chunk-HPZ5FJ6H.js";
import "./chunks/chunk-7VKMMJYT.js";
import "./chunks/chunk-BPQJ7PEJ.js";
import "./chunks/chunk-SOGSMY6K.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunks/chunk-GZWC464I.js";

// node_modules/pend/index.js
var require_pend = __commonJS({
  "node_modules/pend/index.js"(exports, module) {
    module.exports = Pend;
    function Pend() {
      this.pending = 0;
      this.max = Infinity;
      this.listeners = [];
      this.waiting = [];
      this.error = null;
    }
    Pend.prototype.go = function(fn) {
      if (this.pending < this.max) {
        pendGo(this, fn);
      } else {
        this.waiting.push(fn);
      }
    };
    Pend.prototype.wait = function(cb) {
      if (this.pending === 0) {
        cb(this.error);
      } else {
        this.listeners.push(cb);
      }
    };
    Pend.prototype.hold = function() {
      return pendHold(this);
    };
    function pendHold(self) {
      self.pending += 1;
      var called = false;
      return onCb;
      function onCb(err) {
        if (called) throw new Error("callback called twice");
        called = true;
        self.error = self.error || err;
        self.pending -= 1;
        if (self.waiting.length > 0 && self.pending < self.max) {
          pendGo(self, self.waiting.shift());
        } else if (self.pending === 0) {
          var listeners = self.listeners;
          self.listeners = [];
          listeners.forEach(cbListener);
        }
      }
      function cbListener(listener) {
        listener(self.error);
      }
    }
    function pendGo(self, fn) {
      fn(pendHold(self));
    }
  }
});

// node_modules/yauzl/fd-slicer.js
var require_fd_slicer = __commonJS({
  "node_modules/yauzl/fd-slicer.js"(exports) {
    var fs = __require("fs");
    var util = __require("util");
    var stream = __require("stream");
    var Readable = stream.Readable;
    var PassThrough = stream.PassThrough;
    var Pend = require_pend();
    var EventEmitter = __require("events").EventEmitter;
    exports.BufferSlicer = BufferSlicer;
    exports.FdSlicer = FdSlicer;
    util.inherits(FdSlicer, EventEmitter);
    function FdSlicer(fd) {
      EventEmitter.call(this);
      this.fd = fd;
      this.pend = new Pend();
      this.pend.max = 1;
      this.refCount = 0;
    }
    FdSlicer.prototype.read = function(buffer, offset, length, position, callback) {
      var self = this;
      self.pend.go(function(cb) {
        fs.read(self.fd, buffer, offset, length, position, function(err, bytesRead, buffer2) {
          cb();
          callback(err, bytesRead, buffer2);
        });
      });
    };
    FdSlicer.prototype.createReadStream = function(options2) {
      return new ReadStream(this, options2);
    };
    FdSlicer.prototype.ref = function() {
      this.refCount += 1;
    };
    FdSlicer.prototype.unref = function() {
      var self = this;
      self.refCount -= 1;
      if (self.refCount < 0) throw new Error("invalid unref");
      if (self.refCount > 0) return;
      fs.close(self.fd, onCloseDone);
      function onCloseDone(err) {
        if (err) {
          self.emit("error", err);
        } else {
          self.emit("close");
        }
      }
    };
    util.inherits(ReadStream, Readable);
    function ReadStream(context, options2) {
      options2 = options2 || {};
      Readable.call(this, options2);
      this.context = context;
      this.context.ref();
      this.start = options2.start || 0;
      this.endOffset = options2.end;
      this.pos = this.start;
    }
    ReadStream.prototype._read = function(n) {
      var self = this;
      var toRead = Math.min(self._readableState.highWaterMark, n);
      if (self.endOffset != null) {
        toRead = Math.min(toRead, self.endOffset - self.pos);
      }
      if (toRead <= 0) {
        self.push(null);
        this._cleanup();
        return;
      }
      self.context.pend.go(function(cb) {
        var buffer = Buffer.allocUnsafe(toRead);
        fs.read(self.context.fd, buffer, 0, toRead, self.pos, function(err, bytesRead) {
          if (err) {
            self.destroy(err);
          } else if (bytesRead === 0) {
            self.push(null);
            self._cleanup();
          } else {
            self.pos += bytesRead;
            self.push(buffer.slice(0, bytesRead));
          }
          cb();
        });
      });
    };
    ReadStream.prototype._destroy = function(err, cb) {
      this._cleanup();
      cb(err);
    };
    ReadStream.prototype._cleanup = function() {
      if (this.context != null) {
        this.context.unref();
        this.context = null;
      }
    };
    util.inherits(BufferSlicer, EventEmitter);
    function BufferSlicer(buffer) {
      EventEmitter.call(this);
      this.refCount = 0;
      this.buffer = buffer;
    }
    BufferSlicer.prototype.read = function(buffer, offset, length, position, callback) {
      if (!(0 <= offset && offset <= buffer.length)) throw new RangeError("offset outside buffer: 0 <= " + offset + " <= " + buffer.length);
      if (position < 0) throw new RangeError("position is negative: " + position);
      if (offset + length > buffer.length) {
        length = buffer.length - offset;
      }
      if (position + length > this.buffer.length) {
        length = this.buffer.length - position;
      }
      if (length <= 0) {
        setImmediate(function() {
          callback(null, 0);
        });
        return;
      }
      this.buffer.copy(buffer, offset, position, position + length);
      setImmediate(function() {
        callback(null, length);
      });
    };
    BufferSlicer.prototype.createReadStream = function(options2) {
      options2 = options2 || {};
      var readStream = new PassThrough(options2);
      readStream.start = options2.start || 0;
      readStream.endOffset = options2.end;
      readStream.pos = readStream.endOffset || this.buffer.length;
      var entireSlice = this.buffer.slice(readStream.start, readStream.pos);
      var maxChunkSize = 65536;
      var offset = 0;
      while (true) {
        var nextOffset = offset + maxChunkSize;
        if (nextOffset >= entireSlice.length) {
          if (offset < entireSlice.length) {
            readStream.write(entireSlice.slice(offset, entireSlice.length));
          }
          break;
        }
        readStream.write(entireSlice.slice(offset, nextOffset));
        offset = nextOffset;
      }
      readStream.end();
      return readStream;
    };
    BufferSlicer.prototype.ref = function() {
      this.refCount += 1;
    };
    BufferSlicer.prototype.unref = function() {
      this.refCount -= 1;
      if (this.refCount < 0) {
        throw new Error("invalid unref");
      }
    };
  }
});

// node_modules/yauzl/crc32.js
var require_crc32 = __commonJS({
  "node_modules/yauzl/crc32.js"(exports, module) {
    var CRC_TABLE = new Int32Array([
      0,
      1996959894,
      3993919788,
      2567524794,
      124634137,
      1886057615,
      3915621685,
      2657392035,
      249268274,
      2044508324,
      3772115230,
      2547177864,
      162941995,
      2125561021,
      3887607047,
      2428444049,
      498536548,
      1789927666,
      4089016648,
      2227061214,
      450548861,
      1843258603,
      4107580753,
      2211677639,
      325883990,
      1684777152,
      4251122042,
      2321926636,
      335633487,
      1661365465,
      4195302755,
      2366115317,
      997073096,
      1281953886,
      3579855332,
      2724688242,
      1006888145,
      1258607687,
      3524101629,
      2768942443,
      901097722,
      1119000684,
      3686517206,
      2898065728,
      853044451,
      1172266101,
      3705015759,
      2882616665,
      651767980,
      1373503546,
      3369554304,
      3218104598,
      565507253,
      1454621731,
      3485111705,
      3099436303,
      671266974,
      1594198024,
      3322730930,
      2970347812,
      795835527,
      1483230225,
      3244367275,
      3060149565,
      1994146192,
      31158534,
      2563907772,
      4023717930,
      1907459465,
      112637215,
      2680153253,
      3904427059,
      2013776290,
      251722036,
      2517215374,
      3775830040,
      2137656763,
      141376813,
      2439277719,
      3865271297,
      1802195444,
      476864866,
      2238001368,
      4066508878,
      1812370925,
      453092731,
      2181625025,
      4111451223,
      1706088902,
      314042704,
      2344532202,
      4240017532,
      1658658271,
      366619977,
      2362670323,
      4224994405,
      1303535960,
      984961486,
      2747007092,
      3569037538,
      1256170817,
      1037604311,
      2765210733,
      3554079995,
      1131014506,
      879679996,
      2909243462,
      3663771856,
      1141124467,
      855842277,
      2852801631,
      3708648649,
      1342533948,
      654459306,
      3188396048,
      3373015174,
      1466479909,
      544179635,
      3110523913,
      3462522015,
      1591671054,
      702138776,
      2966460450,
      3352799412,
      1504918807,
      783551873,
      3082640443,
      3233442989,
      3988292384,
      2596254646,
      62317068,
      1957810842,
      3939845945,
      2647816111,
      81470997,
      1943803523,
      3814918930,
      2489596804,
      225274430,
      2053790376,
      3826175755,
      2466906013,
      167816743,
      2097651377,
      4027552580,
      2265490386,
      503444072,
      1762050814,
      4150417245,
      2154129355,
      426522225,
      1852507879,
      4275313526,
      2312317920,
      282753626,
      1742555852,
      4189708143,
      2394877945,
      397917763,
      1622183637,
      3604390888,
      2714866558,
      953729732,
      1340076626,
      3518719985,
      2797360999,
      1068828381,
      1219638859,
      3624741850,
      2936675148,
      906185462,
      1090812512,
      3747672003,
      2825379669,
      829329135,
      1181335161,
      3412177804,
      3160834842,
      628085408,
      1382605366,
      3423369109,
      3138078467,
      570562233,
      1426400815,
      3317316542,
      2998733608,
      733239954,
      1555261956,
      3268935591,
      3050360625,
      752459403,
      1541320221,
      2607071920,
      3965973030,
      1969922972,
      40735498,
      2617837225,
      3943577151,
      1913087877,
      83908371,
      2512341634,
      3803740692,
      2075208622,
      213261112,
      2463272603,
      3855990285,
      2094854071,
      198958881,
      2262029012,
      4057260610,
      1759359992,
      534414190,
      2176718541,
      4139329115,
      1873836001,
      414664567,
      2282248934,
      4279200368,
      1711684554,
      285281116,
      2405801727,
      4167216745,
      1634467795,
      376229701,
      2685067896,
      3608007406,
      1308918612,
      956543938,
      2808555105,
      3495958263,
      1231636301,
      1047427035,
      2932959818,
      3654703836,
      1088359270,
      936918e3,
      2847714899,
      3736837829,
      1202900863,
      817233897,
      3183342108,
      3401237130,
      1404277552,
      615818150,
      3134207493,
      3453421203,
      1423857449,
      601450431,
      3009837614,
      3294710456,
      1567103746,
      711928724,
      3020668471,
      3272380065,
      1510334235,
      755167117
    ]);
    function crc32(buf) {
      let crc = -1;
      for (let x of buf) {
        crc = CRC_TABLE[(crc ^ x) & 255] ^ crc >>> 8;
      }
      return (crc ^ -1) >>> 0;
    }
    module.exports = crc32;
  }
});

// node_modules/yauzl/index.js
var require_yauzl = __commonJS({
  "node_modules/yauzl/index.js"(exports) {
    var fs = __require("fs");
    var zlib = __require("zlib");
    var fd_slicer = require_fd_slicer();
    var util = __require("util");
    var EventEmitter = __require("events").EventEmitter;
    var Transform = __require("stream").Transform;
    var PassThrough = __require("stream").PassThrough;
    var Writable = __require("stream").Writable;
    var crc32 = typeof zlib.crc32 === "function" ? zlib.crc32 : require_crc32();
    exports.open = open3;
    exports.fromFd = fromFd;
    exports.fromBuffer = fromBuffer;
    exports.fromRandomAccessReader = fromRandomAccessReader;
    exports.openPromise = openPromise;
    exports.fromFdPromise = fromFdPromise;
    exports.fromBufferPromise = fromBufferPromise2;
    exports.fromRandomAccessReaderPromise = fromRandomAccessReaderPromise;
    exports.dosDateTimeToDate = dosDateTimeToDate;
    exports.getFileNameLowLevel = getFileNameLowLevel;
    exports.validateFileName = validateFileName;
    exports.parseExtraFields = parseExtraFields;
    exports.ZipFile = ZipFile;
    exports.Entry = Entry;
    exports.LocalFileHeader = LocalFileHeader;
    exports.RandomAccessReader = RandomAccessReader;
    function openPromise(path, options2) {
      return new Promise((resolve5, reject) => {
        open3(path, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve5(zipfile);
        });
      });
    }
    function fromFdPromise(fd, options2) {
      return new Promise((resolve5, reject) => {
        fromFd(fd, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve5(zipfile);
        });
      });
    }
    function fromBufferPromise2(buffer, options2) {
      return new Promise((resolve5, reject) => {
        fromBuffer(buffer, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve5(zipfile);
        });
      });
    }
    function fromRandomAccessReaderPromise(reader, totalSize, options2) {
      return new Promise((resolve5, reject) => {
        fromRandomAccessReader(reader, totalSize, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve5(zipfile);
        });
      });
    }
    function open3(path, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      if (options2.autoClose == null) options2.autoClose = true;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      if (callback == null) callback = defaultCallback;
      fs.open(path, "r", function(err, fd) {
        if (err) return callback(err);
        fromFd(fd, options2, function(err2, zipfile) {
          if (err2) fs.close(fd, defaultCallback);
          callback(err2, zipfile);
        });
      });
    }
    function fromFd(fd, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      if (options2.autoClose == null) options2.autoClose = false;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      if (callback == null) callback = defaultCallback;
      fs.fstat(fd, function(err, stats) {
        if (err) return callback(err);
        var reader = new fd_slicer.FdSlicer(fd);
        fromRandomAccessReader(reader, stats.size, options2, callback);
      });
    }
    function fromBuffer(buffer, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      options2.autoClose = false;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      var reader = new fd_slicer.BufferSlicer(buffer);
      fromRandomAccessReader(reader, buffer.length, options2, callback);
    }
    function fromRandomAccessReader(reader, totalSize, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      if (options2.autoClose == null) options2.autoClose = true;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      var decodeStrings = !!options2.decodeStrings;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      if (callback == null) callback = defaultCallback;
      if (typeof totalSize !== "number") throw new Error("expected totalSize parameter to be a number");
      if (totalSize > Number.MAX_SAFE_INTEGER) {
        throw new Error("zip file too large. only file sizes up to 2^52 are supported due to JavaScript's Number type being an IEEE 754 double.");
      }
      reader.ref();
      var eocdrWithoutCommentSize = 22;
      var zip64EocdlSize = 20;
      var maxCommentSize = 65535;
      var bufferSize = Math.min(zip64EocdlSize + eocdrWithoutCommentSize + maxCommentSize, totalSize);
      var buffer = newBuffer(bufferSize);
      var bufferReadStart = totalSize - buffer.length;
      readAndAssertNoEof(reader, buffer, 0, bufferSize, bufferReadStart, function(err) {
        if (err) return callback(err);
        for (var i = bufferSize - eocdrWithoutCommentSize; i >= 0; i -= 1) {
          if (buffer.readUInt32LE(i) !== 101010256) continue;
          var eocdrBuffer = buffer.subarray(i);
          var diskNumber = eocdrBuffer.readUInt16LE(4);
          var entryCount = eocdrBuffer.readUInt16LE(10);
          var centralDirectoryOffset = eocdrBuffer.readUInt32LE(16);
          var commentLength = eocdrBuffer.readUInt16LE(20);
          var expectedCommentLength = eocdrBuffer.length - eocdrWithoutCommentSize;
          if (commentLength !== expectedCommentLength) {
            return callback(new Error("Invalid comment length. Expected: " + expectedCommentLength + ". Found: " + commentLength + ". Are there extra bytes at the end of the file? Or is the end of central dir signature `PK\u263A\u263B` in the comment?"));
          }
          var comment2 = decodeStrings ? decodeBuffer(eocdrBuffer.subarray(22), false) : eocdrBuffer.subarray(22);
          if (i - zip64EocdlSize >= 0 && buffer.readUInt32LE(i - zip64EocdlSize) === 117853008) {
            var zip64EocdlBuffer = buffer.subarray(i - zip64EocdlSize, i - zip64EocdlSize + zip64EocdlSize);
            var zip64EocdrOffset = readUInt64LE(zip64EocdlBuffer, 8);
            var zip64EocdrBuffer = newBuffer(56);
            return readAndAssertNoEof(reader, zip64EocdrBuffer, 0, zip64EocdrBuffer.length, zip64EocdrOffset, function(err2) {
              if (err2) return callback(err2);
              if (zip64EocdrBuffer.readUInt32LE(0) !== 101075792) {
                return callback(new Error("invalid zip64 end of central directory record signature"));
              }
              diskNumber = zip64EocdrBuffer.readUInt32LE(16);
              if (diskNumber !== 0) {
                return callback(new Error("multi-disk zip files are not supported: found disk number: " + diskNumber));
              }
              entryCount = readUInt64LE(zip64EocdrBuffer, 32);
              centralDirectoryOffset = readUInt64LE(zip64EocdrBuffer, 48);
              return callback(null, new ZipFile(reader, centralDirectoryOffset, totalSize, entryCount, comment2, options2.autoClose, options2.lazyEntries, decodeStrings, options2.validateEntrySizes, options2.strictFileNames));
            });
          }
          if (diskNumber !== 0) {
            return callback(new Error("multi-disk zip files are not supported: found disk number: " + diskNumber));
          }
          return callback(null, new ZipFile(reader, centralDirectoryOffset, totalSize, entryCount, comment2, options2.autoClose, options2.lazyEntries, decodeStrings, options2.validateEntrySizes, options2.strictFileNames));
        }
        callback(new Error("End of central directory record signature not found. Either not a zip file, or file is truncated."));
      });
    }
    util.inherits(ZipFile, EventEmitter);
    function ZipFile(reader, centralDirectoryOffset, fileSize, entryCount, comment2, autoClose, lazyEntries, decodeStrings, validateEntrySizes, strictFileNames) {
      var self = this;
      EventEmitter.call(self);
      self.reader = reader;
      self.reader.on("error", function(err) {
        emitError(self, err);
      });
      self.reader.once("close", function() {
        self.emit("close");
      });
      self.readEntryCursor = centralDirectoryOffset;
      self.fileSize = fileSize;
      self.entryCount = entryCount;
      self.comment = comment2;
      self.entriesRead = 0;
      self.autoClose = !!autoClose;
      self.lazyEntries = !!lazyEntries;
      self.decodeStrings = !!decodeStrings;
      self.validateEntrySizes = !!validateEntrySizes;
      self.strictFileNames = !!strictFileNames;
      self.isOpen = true;
      self.emittedError = false;
      self.hasEachEntryBeenCalled = false;
      if (!self.lazyEntries) self._readEntry();
    }
    ZipFile.prototype.close = function() {
      if (!this.isOpen) return;
      this.isOpen = false;
      this.reader.unref();
    };
    function emitErrorAndAutoClose(self, err) {
      if (self.autoClose) self.close();
      emitError(self, err);
    }
    function emitError(self, err) {
      if (self.emittedError) return;
      self.emittedError = true;
      self.emit("error", err);
    }
    ZipFile.prototype.readEntry = function() {
      if (!this.lazyEntries) throw new Error("readEntry() called without lazyEntries:true");
      this._readEntry();
    };
    ZipFile.prototype._readEntry = function() {
      var self = this;
      if (self.entryCount === self.entriesRead) {
        setImmediate(function() {
          if (self.autoClose) self.close();
          if (self.emittedError) return;
          self.emit("end");
        });
        return;
      }
      if (self.emittedError) return;
      var buffer = newBuffer(46);
      readAndAssertNoEof(self.reader, buffer, 0, buffer.length, self.readEntryCursor, function(err) {
        if (err) return emitErrorAndAutoClose(self, err);
        if (self.emittedError) return;
        var entry = new Entry();
        var signature = buffer.readUInt32LE(0);
        if (signature !== 33639248) return emitErrorAndAutoClose(self, new Error("invalid central directory file header signature: 0x" + signature.toString(16)));
        entry.versionMadeBy = buffer.readUInt16LE(4);
        entry.versionNeededToExtract = buffer.readUInt16LE(6);
        entry.generalPurposeBitFlag = buffer.readUInt16LE(8);
        entry.compressionMethod = buffer.readUInt16LE(10);
        entry.lastModFileTime = buffer.readUInt16LE(12);
        entry.lastModFileDate = buffer.readUInt16LE(14);
        entry.crc32 = buffer.readUInt32LE(16);
        entry.compressedSize = buffer.readUInt32LE(20);
        entry.uncompressedSize = buffer.readUInt32LE(24);
        entry.fileNameLength = buffer.readUInt16LE(28);
        entry.extraFieldLength = buffer.readUInt16LE(30);
        entry.fileCommentLength = buffer.readUInt16LE(32);
        entry.internalFileAttributes = buffer.readUInt16LE(36);
        entry.externalFileAttributes = buffer.readUInt32LE(38);
        entry.relativeOffsetOfLocalHeader = buffer.readUInt32LE(42);
        if (entry.generalPurposeBitFlag & 64) return emitErrorAndAutoClose(self, new Error("strong encryption is not supported"));
        self.readEntryCursor += 46;
        buffer = newBuffer(entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength);
        readAndAssertNoEof(self.reader, buffer, 0, buffer.length, self.readEntryCursor, function(err2) {
          if (err2) return emitErrorAndAutoClose(self, err2);
          if (self.emittedError) return;
          entry.fileNameRaw = buffer.subarray(0, entry.fileNameLength);
          var fileCommentStart = entry.fileNameLength + entry.extraFieldLength;
          entry.extraFieldRaw = buffer.subarray(entry.fileNameLength, fileCommentStart);
          entry.fileCommentRaw = buffer.subarray(fileCommentStart, fileCommentStart + entry.fileCommentLength);
          try {
            entry.extraFields = parseExtraFields(entry.extraFieldRaw);
          } catch (err3) {
            return emitErrorAndAutoClose(self, err3);
          }
          if (self.decodeStrings) {
            var isUtf8 = (entry.generalPurposeBitFlag & 2048) !== 0;
            entry.fileComment = decodeBuffer(entry.fileCommentRaw, isUtf8);
            entry.fileName = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, self.strictFileNames);
            var errorMessage = validateFileName(entry.fileName);
            if (errorMessage != null) return emitErrorAndAutoClose(self, new Error(errorMessage));
          } else {
            entry.fileComment = entry.fileCommentRaw;
            entry.fileName = entry.fileNameRaw;
          }
          entry.comment = entry.fileComment;
          self.readEntryCursor += buffer.length;
          self.entriesRead += 1;
          for (var i = 0; i < entry.extraFields.length; i++) {
            var extraField = entry.extraFields[i];
            if (extraField.id !== 1) continue;
            var zip64EiefBuffer = extraField.data;
            var index = 0;
            if (entry.uncompressedSize === 4294967295) {
              if (index + 8 > zip64EiefBuffer.length) {
                return emitErrorAndAutoClose(self, new Error("zip64 extended information extra field does not include uncompressed size"));
              }
              entry.uncompressedSize = readUInt64LE(zip64EiefBuffer, index);
              index += 8;
            }
            if (entry.compressedSize === 4294967295) {
              if (index + 8 > zip64EiefBuffer.length) {
                return emitErrorAndAutoClose(self, new Error("zip64 extended information extra field does not include compressed size"));
              }
              entry.compressedSize = readUInt64LE(zip64EiefBuffer, index);
              index += 8;
            }
            if (entry.relativeOffsetOfLocalHeader === 4294967295) {
              if (index + 8 > zip64EiefBuffer.length) {
                return emitErrorAndAutoClose(self, new Error("zip64 extended information extra field does not include relative header offset"));
              }
              entry.relativeOffsetOfLocalHeader = readUInt64LE(zip64EiefBuffer, index);
              index += 8;
            }
            break;
          }
          if (self.validateEntrySizes && entry.compressionMethod === 0) {
            var expectedCompressedSize = entry.uncompressedSize;
            if (entry.isEncrypted()) {
              expectedCompressedSize += 12;
            }
            if (entry.compressedSize !== expectedCompressedSize) {
              var msg = "compressed/uncompressed size mismatch for stored file: " + entry.compressedSize + " != " + entry.uncompressedSize;
              return emitErrorAndAutoClose(self, new Error(msg));
            }
          }
          self.emit("entry", entry);
          if (!self.lazyEntries) self._readEntry();
        });
      });
    };
    ZipFile.prototype.eachEntry = function() {
      const self = this;
      if (!self.lazyEntries) throw new Error("eachEntry() requires lazyEntries: true");
      if (self.hasEachEntryBeenCalled) throw new Error("eachEntry() must only be called once per ZipFile");
      self.hasEachEntryBeenCalled = true;
      let pendingResolveReject = null;
      self.on("entry", onEntry);
      self.on("end", onEnd);
      self.on("error", onError);
      function cleanup() {
        self.removeListener("entry", onEntry);
        self.removeListener("end", onEnd);
        self.removeListener("error", onError);
        if (self.autoClose) self.close();
      }
      function onEntry(entry) {
        let { resolve: resolve5 } = pendingResolveReject;
        pendingResolveReject = null;
        resolve5({ value: entry });
      }
      function onEnd() {
        let { resolve: resolve5 } = pendingResolveReject;
        pendingResolveReject = null;
        cleanup();
        resolve5({ done: true });
      }
      function onError(err) {
        let { reject } = pendingResolveReject;
        pendingResolveReject = null;
        cleanup();
        reject(err);
      }
      return {
        [Symbol.asyncIterator]() {
          return this;
        },
        next() {
          const promise = new Promise((resolve5, reject) => {
            if (pendingResolveReject != null) throw new Error("next() called before previous Promise was resolved.");
            pendingResolveReject = { resolve: resolve5, reject };
          });
          self.readEntry();
          return promise;
        },
        return(value) {
          cleanup();
          return Promise.resolve({ done: true, value });
        },
        throw(value) {
          cleanup();
          return Promise.reject(value);
        }
      };
    };
    ZipFile.prototype.openReadStream = function(entry, options2, callback) {
      var self = this;
      var relativeStart = 0;
      var relativeEnd = entry.compressedSize;
      if (callback == null) {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) {
        options2 = {};
      } else {
        if (options2.decodeFileData === false) {
          if (options2.decrypt != null) {
            throw new Error("cannot use options.decrypt when options.decodeFileData === false");
          }
          if (options2.decompress != null) {
            throw new Error("cannot use options.decompress when options.decodeFileData === false");
          }
        } else {
          if (options2.decrypt != null) {
            if (!entry.isEncrypted()) {
              throw new Error("options.decrypt can only be specified for encrypted entries. See also option decodeFileData.");
            }
            if (options2.decrypt !== false) throw new Error("invalid options.decrypt value: " + options2.decrypt);
            if (entry.isCompressed()) {
              if (options2.decompress !== false) throw new Error("entry is encrypted and compressed, and options.decompress !== false. See also option decodeFileData.");
            }
          }
          if (options2.decompress != null) {
            if (!entry.isCompressed()) {
              throw new Error("options.decompress can only be specified for compressed entries. See also option decodeFileData.");
            }
            if (!(options2.decompress === false || options2.decompress === true)) {
              throw new Error("invalid options.decompress value: " + options2.decompress);
            }
            decompress = options2.decompress;
          }
        }
        if (options2.start != null) {
          relativeStart = options2.start;
          if (relativeStart < 0) throw new Error("options.start < 0");
          if (relativeStart > entry.compressedSize) throw new Error("options.start > entry.compressedSize");
        }
        if (options2.end != null) {
          relativeEnd = options2.end;
          if (relativeEnd < 0) throw new Error("options.end < 0");
          if (relativeEnd > entry.compressedSize) throw new Error("options.end > entry.compressedSize");
          if (relativeEnd < relativeStart) throw new Error("options.end < options.start");
        }
      }
      var rawMode = options2.decodeFileData === false || // Explicitly requested raw.
      (entry.compressionMethod === 0 || // Naturally without compression.
      entry.compressionMethod === 8 && options2.decompress === false) && (!entry.isEncrypted() || // Naturally without encryption.
      options2.decrypt === false);
      if (options2.start != null || options2.end != null) {
        if (!rawMode) throw new Error("start/end range require options.decodeFileData === false for non-trivial encoded entries.");
      }
      if (!self.isOpen) return callback(new Error("closed"));
      if (entry.isEncrypted() && !rawMode) {
        if (options2.decrypt !== false) return callback(new Error("entry is encrypted, and options.decodeFileData !== false"));
      }
      var decompress;
      if (rawMode) {
        decompress = false;
      } else if (entry.compressionMethod === 8) {
        decompress = options2.decodeFileData !== true;
      } else {
        return callback(new Error("unsupported compression method: " + entry.compressionMethod));
      }
      self.readLocalFileHeader(entry, { minimal: true }, function(err, localFileHeader) {
        if (err) return callback(err);
        self.openReadStreamLowLevel(
          localFileHeader.fileDataStart,
          entry.compressedSize,
          relativeStart,
          relativeEnd,
          decompress,
          entry.uncompressedSize,
          callback
        );
      });
    };
    ZipFile.prototype.openReadStreamLowLevel = function(fileDataStart, compressedSize, relativeStart, relativeEnd, decompress, uncompressedSize, callback) {
      var self = this;
      var fileDataEnd = fileDataStart + compressedSize;
      var readStream = self.reader.createReadStream({
        start: fileDataStart + relativeStart,
        end: fileDataStart + relativeEnd
      });
      var endpointStream = readStream;
      if (decompress) {
        var destroyed = false;
        var inflateFilter = zlib.createInflateRaw();
        readStream.on("error", function(err) {
          setImmediate(function() {
            if (!destroyed) inflateFilter.emit("error", err);
          });
        });
        readStream.pipe(inflateFilter);
        if (self.validateEntrySizes) {
          endpointStream = new AssertByteCountStream(uncompressedSize);
          inflateFilter.on("error", function(err) {
            setImmediate(function() {
              if (!destroyed) endpointStream.emit("error", err);
            });
          });
          inflateFilter.pipe(endpointStream);
        } else {
          endpointStream = inflateFilter;
        }
        installDestroyFn(endpointStream, function() {
          destroyed = true;
          if (inflateFilter !== endpointStream) inflateFilter.unpipe(endpointStream);
          readStream.unpipe(inflateFilter);
          readStream.destroy();
        });
      }
      callback(null, endpointStream);
    };
    ZipFile.prototype.readLocalFileHeader = function(entry, options2, callback) {
      var self = this;
      if (callback == null) {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      self.reader.ref();
      var buffer = newBuffer(30);
      readAndAssertNoEof(self.reader, buffer, 0, buffer.length, entry.relativeOffsetOfLocalHeader, function(err) {
        try {
          if (err) return callback(err);
          var signature = buffer.readUInt32LE(0);
          if (signature !== 67324752) {
            return callback(new Error("invalid local file header signature: 0x" + signature.toString(16)));
          }
          var fileNameLength = buffer.readUInt16LE(26);
          var extraFieldLength = buffer.readUInt16LE(28);
          var fileDataStart = entry.relativeOffsetOfLocalHeader + 30 + fileNameLength + extraFieldLength;
          if (fileDataStart + entry.compressedSize > self.fileSize) {
            return callback(new Error("file data overflows file bounds: " + fileDataStart + " + " + entry.compressedSize + " > " + self.fileSize));
          }
          if (options2.minimal) {
            return callback(null, { fileDataStart });
          }
          var localFileHeader = new LocalFileHeader();
          localFileHeader.fileDataStart = fileDataStart;
          localFileHeader.versionNeededToExtract = buffer.readUInt16LE(4);
          localFileHeader.generalPurposeBitFlag = buffer.readUInt16LE(6);
          localFileHeader.compressionMethod = buffer.readUInt16LE(8);
          localFileHeader.lastModFileTime = buffer.readUInt16LE(10);
          localFileHeader.lastModFileDate = buffer.readUInt16LE(12);
          localFileHeader.crc32 = buffer.readUInt32LE(14);
          localFileHeader.compressedSize = buffer.readUInt32LE(18);
          localFileHeader.uncompressedSize = buffer.readUInt32LE(22);
          localFileHeader.fileNameLength = fileNameLength;
          localFileHeader.extraFieldLength = extraFieldLength;
          buffer = newBuffer(fileNameLength + extraFieldLength);
          self.reader.ref();
          readAndAssertNoEof(self.reader, buffer, 0, buffer.length, entry.relativeOffsetOfLocalHeader + 30, function(err2) {
            try {
              if (err2) return callback(err2);
              localFileHeader.fileName = buffer.subarray(0, fileNameLength);
              localFileHeader.extraField = buffer.subarray(fileNameLength);
              return callback(null, localFileHeader);
            } finally {
              self.reader.unref();
            }
          });
        } finally {
          self.reader.unref();
        }
      });
    };
    ZipFile.prototype.openReadStreamPromise = function(entry, options2) {
      return new Promise((resolve5, reject) => {
        this.openReadStream(entry, options2, function(err, readStream) {
          if (err) return reject(err);
          resolve5(readStream);
        });
      });
    };
    ZipFile.prototype.openReadStreamLowLevelPromise = function(fileDataStart, compressedSize, relativeStart, relativeEnd, decompress, uncompressedSize) {
      return new Promise((resolve5, reject) => {
        this.openReadStream(fileDataStart, compressedSize, relativeStart, relativeEnd, decompress, uncompressedSize, function(err, readStream) {
          if (err) return reject(err);
          resolve5(readStream);
        });
      });
    };
    ZipFile.prototype.readLocalFileHeaderPromise = function(entry, options2) {
      return new Promise((resolve5, reject) => {
        this.readLocalFileHeader(entry, options2, function(err, localFileHeader) {
          if (err) return reject(err);
          resolve5(localFileHeader);
        });
      });
    };
    function Entry() {
    }
    Entry.prototype.getLastModDate = function(options2) {
      if (options2 == null) options2 = {};
      if (!options2.forceDosFormat) {
        for (var i = 0; i < this.extraFields.length; i++) {
          var extraField = this.extraFields[i];
          if (extraField.id === 21589) {
            var data = extraField.data;
            if (data.length < 5) continue;
            var flags = data[0];
            var HAS_MTIME = 1;
            if (!(flags & HAS_MTIME)) continue;
            var posixTimestamp = data.readInt32LE(1);
            return new Date(posixTimestamp * 1e3);
          } else if (extraField.id === 10) {
            var data = extraField.data;
            if (data.length !== 32) continue;
            if (data.readUInt16LE(4) !== 1) continue;
            if (data.readUInt16LE(6) !== 24) continue;
            var hundredNanoSecondsSince1601 = data.readUInt32LE(8) + 4294967296 * data.readInt32LE(12);
            var millisecondsSince1970 = hundredNanoSecondsSince1601 / 1e4 - 116444736e5;
            return new Date(millisecondsSince1970);
          }
        }
      }
      return dosDateTimeToDate(this.lastModFileDate, this.lastModFileTime, options2.timezone);
    };
    Entry.prototype.canDecodeFileData = function() {
      return !this.isEncrypted() && (this.compressionMethod === 0 || this.compressionMethod === 8);
    };
    Entry.prototype.isEncrypted = function() {
      return (this.generalPurposeBitFlag & 1) !== 0;
    };
    Entry.prototype.isCompressed = function() {
      return this.compressionMethod === 8;
    };
    function LocalFileHeader() {
    }
    function dosDateTimeToDate(date, time, timezone) {
      var day = date & 31;
      var month = (date >> 5 & 15) - 1;
      var year = (date >> 9 & 127) + 1980;
      var millisecond = 0;
      var second = (time & 31) * 2;
      var minute = time >> 5 & 63;
      var hour = time >> 11 & 31;
      if (timezone == null || timezone === "local") {
        return new Date(year, month, day, hour, minute, second, millisecond);
      } else if (timezone === "UTC") {
        return new Date(Date.UTC(year, month, day, hour, minute, second, millisecond));
      } else {
        throw new Error("unrecognized options.timezone: " + options.timezone);
      }
    }
    function getFileNameLowLevel(generalPurposeBitFlag, fileNameBuffer, extraFields, strictFileNames) {
      var fileName = null;
      for (var i = 0; i < extraFields.length; i++) {
        var extraField = extraFields[i];
        if (extraField.id === 28789) {
          if (extraField.data.length < 6) {
            continue;
          }
          if (extraField.data.readUInt8(0) !== 1) {
            continue;
          }
          var oldNameCrc32 = extraField.data.readUInt32LE(1);
          if (crc32(fileNameBuffer) !== oldNameCrc32) {
            continue;
          }
          fileName = decodeBuffer(extraField.data.subarray(5), true);
          break;
        }
      }
      if (fileName == null) {
        var isUtf8 = (generalPurposeBitFlag & 2048) !== 0;
        fileName = decodeBuffer(fileNameBuffer, isUtf8);
      }
      if (!strictFileNames) {
        fileName = fileName.replace(/\\/g, "/");
      }
      return fileName;
    }
    function validateFileName(fileName) {
      if (fileName.indexOf("\\") !== -1) {
        return "invalid characters in fileName: " + fileName;
      }
      if (/^[a-zA-Z]:/.test(fileName) || /^\//.test(fileName)) {
        return "absolute path: " + fileName;
      }
      if (fileName.split("/").indexOf("..") !== -1) {
        return "invalid relative path: " + fileName;
      }
      return null;
    }
    function parseExtraFields(extraFieldBuffer) {
      var extraFields = [];
      var i = 0;
      while (i < extraFieldBuffer.length - 3) {
        var headerId = extraFieldBuffer.readUInt16LE(i + 0);
        var dataSize = extraFieldBuffer.readUInt16LE(i + 2);
        var dataStart = i + 4;
        var dataEnd = dataStart + dataSize;
        if (dataEnd > extraFieldBuffer.length) throw new Error("extra field length exceeds extra field buffer size");
        var dataBuffer = extraFieldBuffer.subarray(dataStart, dataEnd);
        extraFields.push({
          id: headerId,
          data: dataBuffer
        });
        i = dataEnd;
      }
      return extraFields;
    }
    function readAndAssertNoEof(reader, buffer, offset, length, position, callback) {
      if (length === 0) {
        return setImmediate(function() {
          callback(null, newBuffer(0));
        });
      }
      reader.read(buffer, offset, length, position, function(err, bytesRead) {
        if (err) return callback(err);
        if (bytesRead < length) {
          return callback(new Error("unexpected EOF"));
        }
        callback();
      });
    }
    util.inherits(AssertByteCountStream, Transform);
    function AssertByteCountStream(byteCount) {
      Transform.call(this);
      this.actualByteCount = 0;
      this.expectedByteCount = byteCount;
    }
    AssertByteCountStream.prototype._transform = function(chunk, encoding, cb) {
      this.actualByteCount += chunk.length;
      if (this.actualByteCount > this.expectedByteCount) {
        var msg = "too many bytes in the stream. expected " + this.expectedByteCount + ". got at least " + this.actualByteCount;
        return cb(new Error(msg));
      }
      cb(null, chunk);
    };
    AssertByteCountStream.prototype._flush = function(cb) {
      if (this.actualByteCount < this.expectedByteCount) {
        var msg = "not enough bytes in the stream. expected " + this.expectedByteCount + ". got only " + this.actualByteCount;
        return cb(new Error(msg));
      }
      cb();
    };
    util.inherits(RandomAccessReader, EventEmitter);
    function RandomAccessReader() {
      EventEmitter.call(this);
      this.refCount = 0;
    }
    RandomAccessReader.prototype.ref = function() {
      this.refCount += 1;
    };
    RandomAccessReader.prototype.unref = function() {
      var self = this;
      self.refCount -= 1;
      if (self.refCount > 0) return;
      if (self.refCount < 0) throw new Error("invalid unref");
      self.close(onCloseDone);
      function onCloseDone(err) {
        if (err) return self.emit("error", err);
        self.emit("close");
      }
    };
    RandomAccessReader.prototype.createReadStream = function(options2) {
      if (options2 == null) options2 = {};
      var start = options2.start;
      var end = options2.end;
      if (start === end) {
        var emptyStream = new PassThrough();
        setImmediate(function() {
          emptyStream.end();
        });
        return emptyStream;
      }
      var stream = this._readStreamForRange(start, end);
      var destroyed = false;
      var refUnrefFilter = new RefUnrefFilter(this);
      stream.on("error", function(err) {
        setImmediate(function() {
          if (!destroyed) refUnrefFilter.emit("error", err);
        });
      });
      installDestroyFn(refUnrefFilter, function() {
        stream.unpipe(refUnrefFilter);
        refUnrefFilter.unref();
        stream.destroy();
      });
      var byteCounter = new AssertByteCountStream(end - start);
      refUnrefFilter.on("error", function(err) {
        setImmediate(function() {
          if (!destroyed) byteCounter.emit("error", err);
        });
      });
      installDestroyFn(byteCounter, function() {
        destroyed = true;
        refUnrefFilter.unpipe(byteCounter);
        refUnrefFilter.destroy();
      });
      return stream.pipe(refUnrefFilter).pipe(byteCounter);
    };
    RandomAccessReader.prototype._readStreamForRange = function(start, end) {
      throw new Error("not implemented");
    };
    RandomAccessReader.prototype.read = function(buffer, offset, length, position, callback) {
      var readStream = this.createReadStream({ start: position, end: position + length });
      var writeStream = new Writable();
      var written = 0;
      writeStream._write = function(chunk, encoding, cb) {
        chunk.copy(buffer, offset + written, 0, chunk.length);
        written += chunk.length;
        cb();
      };
      writeStream.on("finish", callback);
      readStream.on("error", function(error2) {
        callback(error2);
      });
      readStream.pipe(writeStream);
    };
    RandomAccessReader.prototype.close = function(callback) {
      setImmediate(callback);
    };
    util.inherits(RefUnrefFilter, PassThrough);
    function RefUnrefFilter(context) {
      PassThrough.call(this);
      this.context = context;
      this.context.ref();
      this.unreffedYet = false;
    }
    RefUnrefFilter.prototype._flush = function(cb) {
      this.unref();
      cb();
    };
    RefUnrefFilter.prototype.unref = function(cb) {
      if (this.unreffedYet) return;
      this.unreffedYet = true;
      this.context.unref();
    };
    var cp437 = "\0\u263A\u263B\u2665\u2666\u2663\u2660\u2022\u25D8\u25CB\u25D9\u2642\u2640\u266A\u266B\u263C\u25BA\u25C4\u2195\u203C\xB6\xA7\u25AC\u21A8\u2191\u2193\u2192\u2190\u221F\u2194\u25B2\u25BC !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u2302\xC7\xFC\xE9\xE2\xE4\xE0\xE5\xE7\xEA\xEB\xE8\xEF\xEE\xEC\xC4\xC5\xC9\xE6\xC6\xF4\xF6\xF2\xFB\xF9\xFF\xD6\xDC\xA2\xA3\xA5\u20A7\u0192\xE1\xED\xF3\xFA\xF1\xD1\xAA\xBA\xBF\u2310\xAC\xBD\xBC\xA1\xAB\xBB\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255D\u255C\u255B\u2510\u2514\u2534\u252C\u251C\u2500\u253C\u255E\u255F\u255A\u2554\u2569\u2566\u2560\u2550\u256C\u2567\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256B\u256A\u2518\u250C\u2588\u2584\u258C\u2590\u2580\u03B1\xDF\u0393\u03C0\u03A3\u03C3\xB5\u03C4\u03A6\u0398\u03A9\u03B4\u221E\u03C6\u03B5\u2229\u2261\xB1\u2265\u2264\u2320\u2321\xF7\u2248\xB0\u2219\xB7\u221A\u207F\xB2\u25A0\xA0";
    function decodeBuffer(buffer, isUtf8) {
      if (isUtf8) {
        return buffer.toString("utf8");
      } else {
        var result = "";
        for (var i = 0; i < buffer.length; i++) {
          result += cp437[buffer[i]];
        }
        return result;
      }
    }
    function readUInt64LE(buffer, offset) {
      var lower32 = buffer.readUInt32LE(offset);
      var upper32 = buffer.readUInt32LE(offset + 4);
      return upper32 * 4294967296 + lower32;
    }
    var newBuffer;
    if (typeof Buffer.allocUnsafe === "function") {
      newBuffer = function(len) {
        return Buffer.allocUnsafe(len);
      };
    } else {
      newBuffer = function(len) {
        return new Buffer(len);
      };
    }
    function installDestroyFn(stream, fn) {
      if (typeof stream.destroy === "function") {
        stream._destroy = function(err, cb) {
          fn();
          if (cb != null) cb(err);
        };
      } else {
        stream.destroy = fn;
      }
    }
    function defaultCallback(err) {
      if (err) throw err;
    }
  }
});

// src/action/main.ts
import { availableParallelism } from "node:os";
init_exit_codes();
init_rehearsal_error();

// src/action/run-action.ts
init_rehearsal_error();

// src/action/action-inputs.ts
var MODES = ["rehearse", "report", "gate"];
var COMMENT_MODES = ["always", "changes", "on-failure", "off"];
var ACTION_INPUTS = {
  mode: {
    description: "`rehearse`; `report` puts the artifacts of other jobs together, or of the run that triggered a `workflow_run`, and posts the comment; `gate` asks whether there is a trusted, recent result for this commit",
    default: "rehearse",
    value: null
  },
  comment: {
    description: "when the pull request gets its comment: one of always, changes, on-failure, off; one that is there is kept up to date",
    default: "always",
    value: null
  },
  "comment-key": {
    description: "jobs with the same key share one comment; other keys have a comment of their own",
    default: "the workflow and the job",
    value: null
  },
  "github-token": {
    description: "what the comment is posted with, and earlier artifacts are read",
    default: "the token of the job",
    value: "${{ github.token }}"
  },
  "artifact-name": {
    description: "begins the names of the artifacts; jobs with the same name share one history. `off` uploads nothing",
    default: "pg-rehearsal-<job>",
    value: null
  },
  "retention-days": {
    description: "how many days the artifacts are kept, from 1 to 400",
    default: "as the repository says",
    value: null
  },
  "max-age": {
    description: "how many hours old the result may be that the gate accepts, from 1 to 100000",
    default: "168",
    value: null
  },
  matrix: {
    description: "tells the legs of a matrix apart; fills itself in",
    default: "the matrix of the job",
    value: "${{ toJSON(matrix) }}"
  },
  "check-run-id": {
    description: "for the link to the job; fills itself in",
    default: "that of the job",
    value: "${{ job.check_run_id }}"
  },
  "job-services": {
    description: "where a server is looked for; fills itself in",
    default: "the service containers of the job",
    value: "${{ toJSON(job.services) }}"
  },
  "job-container": {
    description: "the network that leads to a server; fills itself in",
    default: "the container of the job",
    value: "${{ toJSON(job.container) }}"
  }
};
var ACTION_INPUT_NAMES = Object.keys(ACTION_INPUTS);
var MAX_HOURS = 1e5;
var whole = (least, most) => string().regex(/^\d{1,6}$/).transform(Number).pipe(int().min(least).max(most));
var artifactNames = string().max(100).regex(/^[^":<>|*?\r\n\\/]+$/);
function readActionInputs(read) {
  const mistakes = [];
  const value = (name, schema, expects) => {
    const text = read(name);
    if (text === "") return null;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    mistakes.push({
      where: `input ${name}`,
      message: `expected ${expects}, found ${JSON.stringify(beginningOf(text, 60))}`
    });
    return null;
  };
  const artifactName = value(
    "artifact-name",
    artifactNames,
    'at most 100 characters, none of " : < > | * ? \\ /'
  );
  const github = {
    mode: value("mode", _enum(MODES), `one of ${MODES.join(", ")}`) ?? "rehearse",
    comment: value("comment", _enum(COMMENT_MODES), `one of ${COMMENT_MODES.join(", ")}`) ?? "always",
    commentKey: read("comment-key") || null,
    token: read("github-token") || null,
    artifactName: artifactName === "off" ? null : artifactName,
    uploads: artifactName !== "off",
    retentionDays: value("retention-days", whole(1, 400), "a whole number of days from 1 to 400"),
    maxAgeHours: value("max-age", whole(1, MAX_HOURS), `a whole number of hours from 1 to ${MAX_HOURS}`) ?? 168,
    leg: legOf(read("matrix")),
    checkRunId: /^\d+$/.test(read("check-run-id")) ? Number(read("check-run-id")) : null
  };
  return { github, mistakes };
}
function isOfMode({ where }) {
  return where === "input mode";
}
function legOf(json) {
  const matrix = record(string(), unknown()).safeParse(parseJson(json)).data ?? {};
  return Object.entries(matrix).map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`).toSorted().join(", ");
}

// src/action/github-run.ts
import { readFile } from "node:fs/promises";

// src/action/outputs.ts
import { resolve } from "node:path";
var NOWHERE = { artifactUrl: "", pageUrl: "", commentUrl: "" };
var TABLE = {
  result: {
    description: "`complete`, `partial` or `failure`; `error` when the rehearsal could not go on",
    of: ({ record: record2 }) => record2.result,
    otherwise: "error"
  },
  validation: {
    description: "`PASS` when every cell of every loaded row is equal, `FAIL`, or `NOT RUN`",
    of: ({ record: record2 }) => record2.summary.validation,
    otherwise: "NOT RUN"
  },
  ready: {
    description: "`true` when the whole pre-production checklist is fulfilled, else `false`, as where the gate is closed",
    of: ({ record: record2 }) => record2.readiness.verdict === "ready",
    otherwise: "false"
  },
  "test-run": { description: "the number of this test run", of: ({ record: record2 }) => record2.run.number },
  "tables-migrated": {
    description: "how many tables arrived whole",
    of: ({ record: record2 }) => record2.summary.tablesMigrated
  },
  "tables-total": {
    description: "how many tables were to be migrated",
    of: ({ record: record2 }) => record2.summary.tablesTotal
  },
  "records-migrated": {
    description: "how many rows were loaded",
    of: ({ record: record2 }) => record2.summary.rowsLoaded
  },
  "issues-new": {
    description: "how many issues no run had found before, without the waived ones",
    of: ({ record: record2 }) => record2.summary.issues.new
  },
  "issues-remaining": {
    description: "how many issues were known and are still there, without the waived ones",
    of: ({ record: record2 }) => record2.summary.issues.remaining
  },
  "issues-resolved": {
    description: "how many issues are gone since the run before",
    of: ({ record: record2 }) => record2.summary.issues.resolved
  },
  "record-path": {
    description: "the absolute path of `record.json`",
    of: ({ directory }) => resolve(directory, "record.json")
  },
  "report-path": {
    description: "the absolute path of `report.md`",
    of: ({ directory }) => resolve(directory, "report.md")
  },
  "artifact-url": {
    description: "where the record, the reports, the schema and the rejected rows can be downloaded; empty where they were not uploaded",
    of: ({ artifactUrl }) => artifactUrl
  },
  "report-url": {
    description: "`report.html` in the browser; empty where it was not uploaded",
    of: ({ pageUrl }) => pageUrl
  },
  "comment-url": {
    description: "the comment of the pull request; empty where there is none",
    of: ({ commentUrl }) => commentUrl
  }
};
var OUTPUTS = TABLE;
function outputsOf(published) {
  return new Map(Object.entries(OUTPUTS).map(([name, { of }]) => [name, String(of(published))]));
}
function outputsWithoutRecord(places = NOWHERE) {
  const known = {
    "artifact-url": places.artifactUrl,
    "report-url": places.pageUrl,
    "comment-url": places.commentUrl
  };
  return new Map(
    Object.entries(OUTPUTS).map(([name, { otherwise = "" }]) => [name, known[name] ?? otherwise])
  );
}

// src/action/github-run.ts
var repository = object({ full_name: string() }).nullable();
var eventSchema = object({
  repository: object({ default_branch: string() }).optional().catch(void 0),
  pull_request: object({
    number: int().optional(),
    head: object({ sha: string(), repo: repository.optional() }),
    base: object({ ref: string() }).optional()
  }).optional().catch(void 0),
  issue: object({ number: int(), pull_request: unknown().optional() }).optional().catch(void 0),
  merge_group: object({ base_ref: string(), head_sha: string() }).optional().catch(void 0),
  workflow_run: object({
    id: int(),
    run_attempt: int().default(1),
    event: string(),
    head_sha: string(),
    head_branch: string().nullable(),
    head_repository: repository,
    pull_requests: array(object({ number: int() })).default([])
  }).optional().catch(void 0)
});
var TRUSTED_EVENTS = ["push", "schedule", "workflow_dispatch", "merge_group"];
async function readGithubRun(environment) {
  const event = eventSchema.safeParse(await readEvent(environment.GITHUB_EVENT_PATH)).data ?? {};
  const full = environment.GITHUB_REPOSITORY ?? "";
  const [owner = "", repo = ""] = full.split("/");
  const { pull_request: pull, issue, merge_group: group, repository: home } = event;
  const name = environment.GITHUB_EVENT_NAME ?? "";
  const branch = environment.GITHUB_REF_NAME ?? "";
  const base = pull?.base?.ref ?? group?.base_ref.replace(/^refs\/heads\//, "");
  const head = pull?.head.repo;
  return {
    owner,
    repo,
    repositoryId: toNumber(environment.GITHUB_REPOSITORY_ID),
    serverUrl: environment.GITHUB_SERVER_URL ?? "https://github.com",
    event: name,
    runId: toNumber(environment.GITHUB_RUN_ID) ?? 0,
    attempt: toNumber(environment.GITHUB_RUN_ATTEMPT) ?? 1,
    job: `${workflowFile(environment)}/${environment.GITHUB_JOB ?? "job"}`,
    jobId: environment.GITHUB_JOB ?? "job",
    step: environment.GITHUB_ACTION ?? "",
    sha: pull?.head.sha ?? group?.head_sha ?? environment.GITHUB_SHA ?? null,
    pull: pull?.number ?? (issue?.pull_request === void 0 ? null : issue.number),
    isFork: pull !== void 0 && (name !== "pull_request_target" && head !== void 0 && head?.full_name !== full || environment.GITHUB_ACTOR === "dependabot[bot]"),
    baseBranches: [...new Set(base === void 0 ? [branch, home?.default_branch ?? branch] : [base])].filter(
      (one) => one !== ""
    ),
    isBaseline: TRUSTED_EVENTS.includes(name) && name !== "merge_group" && environment.GITHUB_REF_TYPE !== "tag",
    triggeredBy: event.workflow_run ?? null
  };
}
function workflowFile({
  GITHUB_WORKFLOW_REF: ref = "",
  GITHUB_WORKFLOW: name = "workflow"
}) {
  return /([^/@]+)@/.exec(ref)?.[1] ?? name;
}
function toNumber(text) {
  return /^\d{1,15}$/.test(text ?? "") ? Number(text) : null;
}
async function readEvent(path) {
  try {
    return path === void 0 ? null : JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}
function runUrl({ serverUrl, owner, repo }, runId) {
  return `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`;
}
function originOf(run, { leg, checkRunId }, { artifactUrl, pageUrl } = NOWHERE) {
  const url = run.runId === 0 ? null : runUrl(run, run.runId);
  return {
    runId: run.runId,
    attempt: run.attempt,
    job: run.job,
    step: run.step,
    leg,
    sha: run.sha,
    runUrl: url,
    jobUrl: url === null || checkRunId === null ? null : `${url}/job/${checkRunId}`,
    artifactUrl: artifactUrl || null,
    pageUrl: pageUrl || null
  };
}

// src/stages/report/baseline.ts
function lastOf(baseline) {
  if (baseline.kind === "none") return null;
  return baseline.runs.findLast(({ run }) => run.status === "finished") ?? null;
}
function baselineName(branch, digest) {
  const name = escapeMarkdown(branch);
  return digest.run.commit === null ? name : `${name}@${escapeMarkdown(shortSha(digest.run.commit))}`;
}
function shortSha(sha) {
  return sha.slice(0, 7);
}

// src/stages/report/comment/run-origin.ts
function originLinks({
  artifactUrl,
  pageUrl,
  jobUrl,
  runUrl: runUrl2
}) {
  return [
    link("Report in the browser", pageUrl),
    link(pageUrl === null ? "Record and report" : "Record and all files", artifactUrl),
    link("Job", jobUrl) ?? link("Run", runUrl2)
  ].filter((part) => part !== null);
}
function link(text, url) {
  return url !== null && /^https?:\/\/[\w.:/?=&%#~+-]+$/.test(url) ? `[${text}](${url})` : null;
}
function originName({ runId, attempt, leg }) {
  const again = attempt > 1 ? `, attempt ${attempt}` : "";
  return `run ${runId}${again}${leg === "" ? "" : `, ${escapeMarkdown(leg)}`}`;
}
function isLater(left, right) {
  return left.runId === right.runId ? left.attempt > right.attempt : left.runId > right.runId;
}

// src/stages/report/comparison-table.ts
var FIGURES = [
  { title: "Tables migrated", of: ({ summary: summary2 }) => summary2.tablesMigrated, format: formatCount },
  { title: "Rows loaded", of: ({ summary: summary2 }) => summary2.rowsLoaded, format: formatCount },
  { title: "Rows rejected", of: ({ summary: summary2 }) => summary2.rowsRejected, format: formatCount },
  { title: "Cells that differ", of: ({ summary: summary2 }) => summary2.mismatches, format: formatCount },
  { title: "Open issues", of: openIssues, format: formatCount },
  { title: "Duration", of: ({ run }) => run.durationMs, format: formatSeconds }
];
function openIssues({ summary: summary2 }) {
  return summary2.issues.new + summary2.issues.remaining + summary2.issues.regressed;
}
function comparisonTable(record2, baseline) {
  const before = lastOf(baseline);
  if (baseline.kind === "none" || before === null) return noBaseline(baseline);
  return markdownTable(
    ["", "This run:", `${baselineName(baseline.branch, before)}:`, "\u0394:"],
    FIGURES.map(({ title, of, format }) => [
      title,
      format(of(record2)),
      format(of(before)),
      difference(of(record2) - of(before), format)
    ])
  );
}
function noBaseline(baseline) {
  if (baseline.kind === "found") return "No baseline: no run there has come to its end.";
  return baseline.reason === null ? "" : `No baseline: ${escapeMarkdown(baseline.reason)}`;
}
function difference(value, format) {
  if (value === 0) return "\xB10";
  return value > 0 ? `+${format(value)}` : `\u2212${format(-value)}`;
}

// src/stages/report/trend.ts
var MAX_RUNS = 30;
function trendOf(record2, baseline) {
  if (baseline.kind === "none") return null;
  const runs = [...baseline.runs, record2].filter(({ run }) => run.status === "finished").slice(-MAX_RUNS);
  return runs.length < 2 ? null : { runs };
}
function trendTitle({ runs }) {
  const issues = runs.map(openIssues);
  const durations = runs.map(({ run }) => run.durationMs);
  const last = (values) => values.at(-1) ?? 0;
  return `Trend of ${runs.length} runs: open issues ${sparkline(issues)} ${formatCount(last(issues))}, duration ${sparkline(durations)} ${formatSeconds(last(durations))}`;
}
function trendTable({ runs }) {
  return markdownTable(
    ["Run:", "Date", "Result", "Open issues:", "Rows rejected:", "Duration:"],
    runs.toReversed().map((digest) => [
      String(digest.run.number),
      formatTime(digest.run.startedAt),
      digest.result,
      formatCount(openIssues(digest)),
      formatCount(digest.summary.rowsRejected),
      formatSeconds(digest.run.durationMs)
    ])
  );
}
var BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
function sparkline(values) {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const step = (value) => range === 0 ? 0 : Math.round((value - low) / range * (BARS.length - 1));
  return values.map((value) => BARS.charAt(step(value))).join("");
}
function trendDiagrams({ runs }) {
  const seconds = runs.map(({ run }) => Math.round(run.durationMs / 100) / 10);
  return [diagram("Open issues", runs, runs.map(openIssues)), diagram("Duration in seconds", runs, seconds)];
}
function diagram(title, runs, values) {
  const numbers = runs.map(({ run }) => `"${run.number}"`).join(", ");
  return [
    "```mermaid",
    "xychart-beta",
    `    title "${title}"`,
    `    x-axis "Test run" [${numbers}]`,
    `    y-axis "${title}" 0 --> ${Math.max(1, ...values)}`,
    `    line [${values.join(", ")}]`,
    "```"
  ].join("\n");
}

// src/stages/report/render-summary.ts
function renderSummary(record2, origin, baseline) {
  const { symbol, headline: headline2, lines } = verdictOf(record2);
  const blocks = [
    `## ${symbol} ${headline2}`,
    linesToMarkdown(lines),
    comparisonTable(record2, baseline),
    ...renderTemplate(record2),
    renderWarnings(record2),
    ...trendBlocks(record2, baseline),
    ...renderDetails(record2),
    provenance(record2, origin)
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}
`;
}
function trendBlocks(record2, baseline) {
  const trend = trendOf(record2, baseline);
  if (trend === null) return [];
  return ["### Trend", ...trendDiagrams(trend), folded(trendTitle(trend), trendTable(trend))];
}
function provenance({ tool, target }, origin) {
  const facts = [
    ...originLinks(origin),
    `${tool.name} ${escapeMarkdown(tool.version)}`,
    target.version === null ? null : `PostgreSQL ${escapeMarkdown(target.version)} (${target.provision})`,
    origin.sha === null ? null : `commit ${escapeMarkdown(shortSha(origin.sha))}`,
    origin.runId === 0 ? null : originName(origin)
  ];
  return facts.filter((fact) => fact !== null).join(" \xB7 ");
}

// src/action/cut-markdown.ts
function cutMarkdown(page, maxBytes, notice2) {
  if (Buffer.byteLength(page) <= maxBytes) return page;
  const room = maxBytes - Buffer.byteLength(`${notice2}
`);
  const end = borders(page).findLast((border) => Buffer.byteLength(page.slice(0, border)) <= room) ?? 0;
  return `${page.slice(0, end)}${notice2}
`;
}
function borders(page) {
  const found = [];
  let offset = 0;
  let fence = null;
  let folds = 0;
  for (const line of page.split("\n")) {
    if (fence !== null) {
      if (closes(line, fence)) fence = null;
    } else if (line === "") {
      if (folds === 0) found.push(offset + 1);
    } else {
      fence = /^(`{3,}|~{3,})/.exec(line)?.[0] ?? null;
      if (fence === null) folds += count(line, /<details\b/g) - count(line, /<\/details>/g);
    }
    offset += line.length + 1;
  }
  return found;
}
function closes(line, fence) {
  const mark = line.trimEnd();
  return mark.startsWith(fence) && mark === fence.charAt(0).repeat(mark.length);
}
function count(line, pattern) {
  return line.match(pattern)?.length ?? 0;
}

// src/action/job-summary.ts
var MAX_BYTES = 9e5;
var NOTICE = "**The rest did not fit into the job summary.** The whole report is the file `report.md`.";
function summaryOfRun(record2, origin, baseline) {
  return cutMarkdown(renderSummary(record2, origin, baseline), MAX_BYTES, NOTICE);
}
function summaryOf(headline2, paragraphs) {
  return `${[`## ${headline2}`, ...paragraphs.map((text) => linesToMarkdown(text.split("\n")))].join("\n\n")}
`;
}

// src/action/modes/gate-mode.ts
init_exit_codes();
init_rehearsal_error();

// src/action/github/explain-failure.ts
function explainFailure(error2, permission) {
  const status = statusOf(error2);
  if (isUnanswered(error2)) {
    return isUnsendable(error2) ? "the token holds characters that cannot be sent: look at github-token." : `GitHub could not be reached (${kindOf(error2)}).`;
  }
  if (isLimit(error2)) {
    return `GitHub limits how much this token may ask for (${status}); the next run tries again.`;
  }
  if (status === 401) return "GitHub does not know this token (401): look at github-token.";
  if (status === 403 || status === 404) {
    return `the token may not do this (${status}). Add ${permission} to the permissions of the job.`;
  }
  if (status === 410) return "it has expired (410).";
  if (status === 422) return "GitHub refuses the content (422).";
  return `GitHub does not answer as it should (${status}).`;
}
function isUnanswered(error2) {
  return statusOf(error2) === null || error2 instanceof Error && !("response" in error2 && error2.response);
}
function isUnsendable(error2) {
  return error2 instanceof Error && /invalid header value|ByteString/.test(error2.message);
}
function kindOf(error2) {
  if (!(error2 instanceof Error)) return typeof error2;
  const code = errorCode(error2);
  if (code !== null) return code;
  return error2.cause instanceof Error ? kindOf(error2.cause) : error2.name;
}
function isLimit(error2) {
  const message = error2 instanceof Error ? error2.message : String(error2);
  return /rate limit|abuse detection/i.test(message) || statusOf(error2) === 429;
}
function statusOf(error2) {
  if (typeof error2 !== "object" || error2 === null || !("status" in error2)) return null;
  return typeof error2.status === "number" ? error2.status : null;
}

// src/action/inputs.ts
var NOT_INPUTS = ["format", "keep"];
var INPUT_NAMES = optionsOf("rehearse").filter(
  (name) => !NOT_INPUTS.includes(name)
);
function readInputs(read) {
  const given = INPUT_NAMES.map((name) => [name, toGiven(name, read(name))]);
  return Object.fromEntries(given.filter(([, value]) => value !== void 0));
}
function toGiven(name, text) {
  if (text === "") return void 0;
  const { type } = OPTIONS[name];
  switch (type) {
    case "globs":
      return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    case "switch":
      return toSwitch(text);
    case "text":
    case "number":
    case "choice":
    case "structure":
      return text;
    default:
      return type;
  }
}
function toSwitch(text) {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  return /^(false|False|FALSE)$/.test(text) ? false : text;
}

// src/action/messages.ts
function messages(redact) {
  const safe = (text) => escapeTerminal(redact(text));
  return {
    notice: (text) => notice(safe(text)),
    warning: (text) => warning(safe(text)),
    info: (text) => info(safe(text))
  };
}

// src/action/publish.ts
init_exit_codes();
async function publish(outputs, summary2, environment) {
  try {
    for (const [name, value] of outputs) setOutput(name, value);
    summary.emptyBuffer();
    if (environment.GITHUB_STEP_SUMMARY) await summary.addRaw(summary2).write({ overwrite: true });
  } catch (error2) {
    warning(`The outputs or the job summary could not be written: ${error2}`);
  }
}
function conclude(record2, failOn) {
  const exitCode = exitCodeOf(record2, failOn);
  const { headline: headline2, explanation } = verdictOf(record2);
  if (record2.run.error !== null) {
    fail(`Could not rehearse: ${record2.run.error.message}
${record2.run.error.hint}`);
  } else if (exitCode === EXIT_CODES.ok) {
    notice(escapeTerminal(`${headline2}. ${explanation}`));
  } else {
    fail(`${headline2}. ${explanation}`);
  }
  return exitCode;
}
function concludeEarly(record2, { message, exitCode }) {
  const { headline: headline2, explanation } = verdictOf(record2);
  fail(`${headline2}. ${explanation} Not all of it could be shown: ${message}`);
  return exitCode;
}
function fail(message) {
  setFailed(escapeTerminal(message));
}

// src/action/spellings.ts
var JOINT = "(?:<!-- -->| )?";
var BACKSLASH = "\\\\";
var MAX_ESCAPES = 8;
var MAX_QUOTES = 3;
var ENTITIES = { "&": "amp", "<": "lt", ">": "gt", '"': "quot" };
function anySpellingOf(text) {
  const characters = [...text.replace(/\\+$/, "") || text];
  const parts = characters.map((character, index) => {
    const before = characters[index - 1];
    if (before === void 0) return isSign(character) ? atStart(character) : character;
    if (!isSign(character)) return isSign(before) ? JOINT + character : character;
    return JOINT + inside(character);
  });
  return new RegExp(parts.join(""), "g");
}
function isSign(character) {
  return !/^[a-z\d]$/i.test(character);
}
function atStart(sign) {
  return `(?<!${BACKSLASH})${BACKSLASH}*${oneOf(sign)}`;
}
function inside(sign) {
  if (sign === "\\") return oneOf(sign);
  const escaped = `${BACKSLASH}{0,${MAX_ESCAPES}}${oneOf(sign)}`;
  return sign === '"' || sign === "'" ? `(?:${escaped}){1,${MAX_QUOTES}}?` : escaped;
}
function oneOf(sign) {
  if (sign === "\\") return `(?:(?:${BACKSLASH}{2}){1,${MAX_ESCAPES / 2}}|${BACKSLASH}|%5[cC])`;
  const code = sign.codePointAt(0) ?? 0;
  const entities = [ENTITIES[sign], `#${code}`, `#x${code.toString(16)}`].filter((one) => one !== void 0);
  const spellings = [
    ...entities.map((entity) => verbatim(`&${entity};`)),
    inAddress(sign),
    verbatim(JSON.stringify(sign).slice(1, -1)),
    verbatim(visibleText(sign)),
    verbatim(sign)
  ];
  return `(?:${spellings.join("|")})`;
}
function inAddress(sign) {
  const bytes = [...Buffer.from(sign)].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.map((byte) => `%${byte.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`).join("");
}
function verbatim(text) {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

// src/action/secrets.ts
var COMMON_WORDS = ["database", "password", "pg-rehearsal", "postgres", "postgresql", "rehearsal"];
var SHORTEST = 8;
function secretsIn(url) {
  const parsed = URL.parse(url?.replace("@/", "@localhost/") ?? "");
  if (parsed === null) return [];
  const { password: encoded, username, hostname, pathname, searchParams } = parsed;
  const passwords = [encoded, decode(encoded), searchParams.get("password") ?? ""];
  const names = [decode(username), hostname, decode(pathname.slice(1))];
  const innocent = [...COMMON_WORDS, ...names.map((name) => name.toLowerCase())];
  return [...new Set(passwords)].filter(
    (password) => password.length >= SHORTEST && !innocent.includes(password.toLowerCase())
  );
}
function redactor(secrets) {
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length).map(anySpellingOf);
  return (text) => withoutPasswords(longestFirst.reduce((redacted, secret) => redacted.replaceAll(secret, "***"), text));
}
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var import_light = __toESM(require_light(), 1);
var VERSION2 = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options2) {
  return state.retryLimiter.schedule(doRequest, state, request, options2);
}
async function doRequest(state, request, options2) {
  const { pathname } = new URL(options2.url, "http://github.test");
  const isAuth = isAuthRequest(options2.method, pathname);
  const isWrite = !isAuth && options2.method !== "GET" && options2.method !== "HEAD";
  const isSearch = options2.method === "GET" && pathname.startsWith("/search/");
  const isGraphQL = pathname.startsWith("/graphql");
  const retryCount = ~~request.retryCount;
  const jobOptions = retryCount > 0 ? { priority: 0, weight: 0 } : {};
  if (state.clustering) {
    jobOptions.expiration = 1e3 * 60;
  }
  if (isWrite || isGraphQL) {
    await state.write.key(state.id).schedule(jobOptions, noop);
  }
  if (isWrite && state.triggersNotification(pathname)) {
    await state.notifications.key(state.id).schedule(jobOptions, noop);
  }
  if (isSearch) {
    await state.search.key(state.id).schedule(jobOptions, noop);
  }
  const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options2);
  if (isGraphQL) {
    const res = await req;
    if (res.data.errors != null && res.data.errors.some((error2) => error2.type === "RATE_LIMITED")) {
      const error2 = Object.assign(new Error("GraphQL Rate Limit Exceeded"), {
        response: res,
        data: res.data
      });
      throw error2;
    }
  }
  return req;
}
function isAuthRequest(method, pathname) {
  return method === "PATCH" && // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-a-scoped-access-token
  /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && // https://docs.github.com/en/rest/apps/oauth-applications?apiVersion=2022-11-28#reset-a-token
  (/^\/applications\/[^/]+\/token$/.test(pathname) || // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-an-installation-access-token-for-an-app
  /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
  "/orgs/{org}/invitations",
  "/orgs/{org}/invitations/{invitation_id}",
  "/orgs/{org}/teams/{team_slug}/discussions",
  "/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
  "/repos/{owner}/{repo}/collaborators/{username}",
  "/repos/{owner}/{repo}/commits/{commit_sha}/comments",
  "/repos/{owner}/{repo}/issues",
  "/repos/{owner}/{repo}/issues/{issue_number}/comments",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
  "/repos/{owner}/{repo}/pulls",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
  "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
  "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "/repos/{owner}/{repo}/releases",
  "/teams/{team_id}/discussions",
  "/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
  const regexes = paths.map(
    (path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")
  );
  const regex2 = `^(?:${regexes.map((r) => `(?:${r})`).join("|")})[^/]*$`;
  return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
  groups.global = new Bottleneck.Group({
    id: "octokit-global",
    maxConcurrent: 10,
    ...common
  });
  groups.auth = new Bottleneck.Group({
    id: "octokit-auth",
    maxConcurrent: 1,
    ...common
  });
  groups.search = new Bottleneck.Group({
    id: "octokit-search",
    maxConcurrent: 1,
    minTime: 2e3,
    ...common
  });
  groups.write = new Bottleneck.Group({
    id: "octokit-write",
    maxConcurrent: 1,
    minTime: 1e3,
    ...common
  });
  groups.notifications = new Bottleneck.Group({
    id: "octokit-notifications",
    maxConcurrent: 1,
    minTime: 3e3,
    ...common
  });
};
function throttling(octokit, octokitOptions) {
  const {
    enabled = true,
    Bottleneck = import_light.default,
    id = "no-id",
    timeout = 1e3 * 60 * 2,
    // Redis TTL: 2 minutes
    connection
  } = octokitOptions.throttle || {};
  if (!enabled) {
    return {};
  }
  const common = { timeout };
  if (typeof connection !== "undefined") {
    common.connection = connection;
  }
  const state = Object.assign(
    {
      clustering: connection != null,
      triggersNotification,
      fallbackSecondaryRateRetryAfter: 60,
      retryAfterBaseValue: 1e3,
      id
    },
    octokitOptions.throttle
  );
  if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") {
    throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
  }
  let initialized = false;
  const initializeBottleneck = () => {
    if (initialized) {
      return;
    }
    initialized = true;
    if (groups.global == null) {
      createGroups(Bottleneck, common);
    }
    state.global = state.global ?? groups.global;
    state.auth = state.auth ?? groups.auth;
    state.search = state.search ?? groups.search;
    state.write = state.write ?? groups.write;
    state.notifications = state.notifications ?? groups.notifications;
    state.retryLimiter = state.retryLimiter ?? new Bottleneck();
    const events = {};
    const emitter = new Bottleneck.Events(events);
    events.on("secondary-limit", state.onSecondaryRateLimit);
    events.on("rate-limit", state.onRateLimit);
    events.on(
      "error",
      (e) => octokit.log.warn("Error in throttling-plugin limit handler", e)
    );
    state.retryLimiter.on("failed", async function(error2, info2) {
      const [state2, request, options2] = info2.args;
      const { pathname } = new URL(options2.url, "http://github.test");
      const shouldRetryGraphQL = pathname.startsWith("/graphql") && error2.status !== 401;
      if (!(shouldRetryGraphQL || error2.status === 403 || error2.status === 429)) {
        return;
      }
      const retryCount = ~~request.retryCount;
      request.retryCount = retryCount;
      options2.request.retryCount = retryCount;
      const { wantRetry, retryAfter = 0 } = await (async function() {
        if (/\bsecondary rate\b/i.test(error2.message)) {
          const retryAfter2 = Number(error2.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
          const wantRetry2 = await emitter.trigger(
            "secondary-limit",
            retryAfter2,
            options2,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        if (error2.response.headers != null && error2.response.headers["x-ratelimit-remaining"] === "0" || (error2.response.data?.errors ?? []).some(
          (error22) => error22.type === "RATE_LIMITED"
        )) {
          const rateLimitReset = new Date(
            ~~error2.response.headers["x-ratelimit-reset"] * 1e3
          ).getTime();
          const retryAfter2 = Math.max(
            // Add one second so we retry _after_ the reset time
            // https://docs.github.com/en/rest/overview/resources-in-the-rest-api?apiVersion=2022-11-28#exceeding-the-rate-limit
            Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1,
            0
          );
          const wantRetry2 = await emitter.trigger(
            "rate-limit",
            retryAfter2,
            options2,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        return {};
      })();
      if (wantRetry) {
        request.retryCount++;
        return retryAfter * state2.retryAfterBaseValue;
      }
    });
  };
  octokit.hook.wrap("request", (request, options2) => {
    initializeBottleneck();
    return wrapRequest(state, request, options2);
  });
  return {};
}
throttling.VERSION = VERSION2;
throttling.triggersNotification = triggersNotification;

// src/action/github/open-github.ts
var REQUEST_MS = 11e3;
var LONGEST_WAIT_S = 60;
var MAX_RETRIES = 3;
async function openGithub(token, run, { info: info2 }, signal) {
  const { getOctokit } = await import("./chunks/github-RISUOTAJ.js");
  const { defaults } = await import("./chunks/utils-B7S5YQ44.js");
  const fetchInTime = (url, options2) => (defaults.request?.fetch ?? fetch)(url, {
    ...options2,
    signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)])
  });
  const wait = (kind) => (seconds, options2, _, retries) => {
    const { method = "", url = "" } = options2;
    const waits = seconds <= LONGEST_WAIT_S && retries < MAX_RETRIES;
    info2(`${method} ${url}: ${kind}; ${waits ? `waiting for ${seconds} s` : "not waited for"}.`);
    return waits;
  };
  const api = getOctokit(
    token,
    {
      request: { ...defaults.request, fetch: fetchInTime },
      retry: { retries: MAX_RETRIES },
      throttle: { onRateLimit: wait("rate limit"), onSecondaryRateLimit: wait("secondary rate limit") },
      log: { debug: () => {
      }, info: () => {
      }, warn: () => {
      }, error: () => {
      } }
    },
    retry,
    throttling
  );
  return { api, repository: { owner: run.owner, repo: run.repo } };
}

// src/action/step.ts
async function githubOf({ run, settings, runner }, messages2) {
  if (settings.token === null || run.owner === "" || run.repo === "") return null;
  try {
    return await openGithub(settings.token, run, messages2, runner.signal);
  } catch (error2) {
    messages2.notice(
      `GitHub is not asked for anything: its client does not start (${error2 instanceof Error ? error2.name : "unknown"}).`
    );
    return null;
  }
}

// src/action/artifacts/artifact-names.ts
import { createHash } from "node:crypto";
var DEFAULT_PREFIX = "pg-rehearsal";
var HISTORY = "--history";
var PAGE = "-report";
var LONGEST_PART = 60;
function recordArtifactName(run, settings) {
  return `${prefix(run, settings)}${suffix(settings.leg)}`;
}
function historyArtifactName(run, settings) {
  return `${prefix(run, settings)}${HISTORY}${suffix(settings.leg)}`;
}
function pageArtifactName(recordArtifact) {
  return `${recordArtifact}${PAGE}`;
}
function isRecordArtifact(name, { artifactName }) {
  const start = artifactName ?? DEFAULT_PREFIX;
  if (name === start) return true;
  const rest = name.slice(start.length);
  return name.startsWith(`${start}-`) && !rest.includes(HISTORY) && !rest.endsWith(".html");
}
function prefix({ jobId }, { artifactName }) {
  return artifactName ?? `${DEFAULT_PREFIX}${suffix(jobId)}`;
}
function suffix(text) {
  if (text === "") return "";
  const plain = text.replaceAll(/[^\w.]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, LONGEST_PART);
  const isSafe = plain === text.replaceAll(/: |, /g, "-") && !plain.endsWith(".html");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return isSafe ? `-${plain}` : `-${plain}-${hash}`;
}

// src/action/artifacts/artifact-origin.ts
var MOST_TEXT = 2e3;
var artifactOriginSchema = object({
  schemaVersion: literal(1),
  /** Of the comment that the run would have written. */
  key: string().max(MOST_TEXT),
  /** Of the workflow; empty where an older version has not said it. */
  job: string().max(MOST_TEXT).default(""),
  step: string().max(MOST_TEXT).default(""),
  leg: string().max(MOST_TEXT),
  event: string().max(100),
  runId: int().nonnegative(),
  attempt: int().positive(),
  sha: string().max(100).nullable(),
  jobUrl: string().max(500).nullable(),
  /** Of the step that made the record; null where an older version has not said it. */
  exitCode: int().nullable().default(null)
});
var ORIGIN_FILE = "origin.json";

// src/action/artifacts/download-artifact.ts
import { createHash as createHash2 } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

// src/action/artifacts/unzip.ts
var import_yauzl = __toESM(require_yauzl(), 1);
var ArchiveRefused = class extends Error {
  name = "ArchiveRefused";
};
async function unzip(archive, limits) {
  const files = /* @__PURE__ */ new Map();
  let left = limits.maxBytes;
  let entries = 0;
  try {
    const zip = await (0, import_yauzl.fromBufferPromise)(archive, { lazyEntries: true, strictFileNames: true });
    for await (const entry of zip.eachEntry()) {
      entries++;
      if (entries > limits.maxEntries)
        throw new ArchiveRefused(`it holds more than ${limits.maxEntries} files`);
      if (!limits.wants(entry.fileName)) continue;
      if (files.has(entry.fileName)) throw new ArchiveRefused("it holds two files of one name");
      const content = await readAtMost(await zip.openReadStreamPromise(entry), left);
      left -= content.length;
      files.set(entry.fileName, content);
    }
  } catch (error2) {
    if (error2 instanceof ArchiveRefused) throw error2;
    throw new ArchiveRefused(`it is no sound archive (${error2 instanceof Error ? error2.message : "unknown"})`);
  }
  return files;
}
async function readAtMost(stream, most) {
  const chunks = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) {
      stream.destroy();
      throw new ArchiveRefused("it unpacks to more than is allowed");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// src/action/artifacts/download-artifact.ts
var MAX_ARCHIVE_BYTES = 3e7;
var DOWNLOAD_MS = 6e4;
var ATTEMPTS = 3;
async function downloadArtifact(github, artifact, limits) {
  if (artifact.expired) throw new ArchiveRefused("it has expired");
  if (artifact.digest === null) throw new ArchiveRefused("it has no digest");
  if (artifact.bytes > MAX_ARCHIVE_BYTES) throw new ArchiveRefused(`it has ${artifact.bytes} bytes`);
  const archive = await fetchArchive(github, artifact.id);
  const digest = `sha256:${createHash2("sha256").update(archive).digest("hex")}`;
  if (digest !== artifact.digest) throw new ArchiveRefused("its digest is another one");
  return unzip(archive, limits);
}
async function fetchArchive({ api, repository: repository2 }, id) {
  const { url } = api.rest.actions.downloadArtifact.endpoint({
    ...repository2,
    artifact_id: id,
    archive_format: "zip"
  });
  const { headers } = await api.request(`GET ${new URL(url).pathname}`, { request: { redirect: "manual" } });
  const { location } = headers;
  if (location === void 0) throw new ArchiveRefused("GitHub gives no address for it");
  const { HttpClient } = await import("./chunks/lib-HKSBMCBP.js");
  const client = new HttpClient("pg-rehearsal", [], { socketTimeout: DOWNLOAD_MS });
  for (let attempt = 1; ; attempt++) {
    const { message } = await client.get(location);
    const status = message.statusCode ?? 0;
    if (status === 200) return await readAll(message);
    message.resume();
    if (status < 500 || attempt === ATTEMPTS) throw new ArchiveRefused(`its storage answers with ${status}`);
    await pause(attempt * 1e3);
  }
}
async function readAll(message) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of message) {
    bytes += chunk.length;
    if (bytes > MAX_ARCHIVE_BYTES) throw new ArchiveRefused("it is larger than GitHub says");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// src/action/artifacts/list-artifacts.ts
var MAX_PAGES = 3;
async function listByName(github, name) {
  const { api, repository: repository2 } = github;
  const found = [];
  const request = { ...repository2, name, per_page: 100 };
  let pages = 0;
  for await (const { data } of api.paginate.iterator(api.rest.actions.listArtifactsForRepo, request)) {
    found.push(...data.map(toListed));
    pages++;
    if (pages === MAX_PAGES) break;
  }
  return newestFirst(found);
}
async function listOfRun(github, runId) {
  const { api, repository: repository2 } = github;
  const request = { ...repository2, run_id: runId, per_page: 100 };
  const all = await api.paginate(api.rest.actions.listWorkflowRunArtifacts, request);
  return newestFirst(all.map(toListed));
}
function toListed(artifact) {
  const {
    id,
    name,
    size_in_bytes: bytes,
    expired,
    created_at: createdAt,
    digest,
    workflow_run: run
  } = artifact;
  return {
    id,
    name,
    bytes,
    expired,
    createdAt: createdAt ?? "",
    digest: digest ?? null,
    runId: run?.id ?? null,
    branch: run?.head_branch ?? null,
    sha: run?.head_sha ?? null,
    isOwn: run?.repository_id !== void 0 && run.repository_id === run.head_repository_id
  };
}
function newestFirst(artifacts) {
  return artifacts.toSorted((a, b) => compare(b.createdAt, a.createdAt) || b.id - a.id);
}

// src/action/modes/read-records.ts
var RECORD_FILE = "record.json";
var LIMITS = {
  wants: (name) => name === RECORD_FILE || name === ORIGIN_FILE,
  maxEntries: 2e4,
  maxBytes: 6e7
};
var MAX_RECORDS = 256;
async function readRecords(github, runId, settings, messages2) {
  const artifacts = await listOfRun(github, runId);
  const found = [];
  const unread = [];
  for (const artifact of artifacts.filter(({ name }) => isRecordArtifact(name, settings)).slice(0, MAX_RECORDS)) {
    try {
      const page = artifacts.find(({ name }) => name === `${pageArtifactName(artifact.name)}.html`) ?? null;
      found.push({ ...await readOne(github, artifact), artifact, page });
    } catch (error2) {
      const reason = error2 instanceof Error ? error2.message.split("\n")[0] : typeof error2;
      messages2.warning(`The artifact ${artifact.name} was left out: ${reason}`);
      unread.push(`The artifact ${artifact.name} cannot be read: ${reason}`);
    }
  }
  return { found: newestOfEachLeg(found), unread };
}
function nameRecords(found) {
  const spellings = [
    ({ origin }) => origin.leg || origin.key,
    ({ origin }) => [origin.key, origin.leg].filter((part) => part !== "").join(": "),
    ({ origin, artifact }) => `${origin.leg || origin.key} (${artifact.name})`
  ];
  const isUnique = (spell) => new Set(found.map(spell)).size === found.length;
  const [first = ({ artifact }) => artifact.name] = [...spellings.filter(isUnique)];
  return found.map((one) => ({ ...one, name: first(one) }));
}
async function readOne(github, artifact) {
  const files = await downloadArtifact(github, artifact, LIMITS);
  const text = (name) => files.get(name)?.toString("utf8") ?? "";
  const origin = artifactOriginSchema.safeParse(parseJson(text(ORIGIN_FILE)));
  if (!origin.success) throw new Error("it does not say where it comes from");
  return { record: parseRunRecord(text(RECORD_FILE)), origin: origin.data };
}
function newestOfEachLeg(found) {
  const nameOf = ({ origin: { key, job, leg } }) => JSON.stringify([key, job, leg]);
  const last = /* @__PURE__ */ new Map();
  for (const one of found) last.set(nameOf(one), Math.max(one.origin.attempt, last.get(nameOf(one)) ?? 0));
  return found.filter((one) => one.origin.attempt === last.get(nameOf(one)));
}

// src/action/modes/refuse-foreign-commands.ts
init_rehearsal_error();
var PRIVILEGED_EVENTS = ["pull_request_target", "workflow_run", "issue_comment"];
function refuseForeignCommands(event, settings, inputs) {
  const said = SAID_BY_INPUTS.filter((name) => isSet(settings, name) && inputs[name] === void 0);
  refuse(event, [
    ...Object.values(RUN).flatMap((of) => of(settings)),
    ...said.map((name) => `${name} of a settings file`)
  ]);
}
function refuseForeignSource(event, source) {
  refuse(event, RUN.source({ source }));
}
function refuse(event, names) {
  if (names.length === 0 || !PRIVILEGED_EVENTS.includes(event)) return;
  throw new RehearsalError(
    "settings-invalid",
    `${names.join(", ")}: not run for the event ${event}. It has the rights of the repository, and a pull request could say what is run with them.`,
    {
      hint: "Rehearse on pull_request, and let a companion workflow on workflow_run post the comment (mode: report): docs/workflows/pull-request.yml and docs/workflows/fork-companion.yml."
    }
  );
}
var runsNothing = () => [];
var RUN = {
  source: ({ source: { snapshot, snapshotCommand } }) => [
    ...nameWhere(snapshotCommand !== null, "snapshot-command"),
    ...nameWhere(/\.sql(\.gz|\.zst)?$/i.test(snapshot ?? ""), "a snapshot that is a SQL script")
  ],
  target: ({ target }) => [
    ...nameWhere(target.schemaCommand !== null, "schema-command"),
    ...nameWhere(target.schema !== null, "schema")
  ],
  resolution: ({ resolution: { prepare, remedies } }) => [
    ...nameWhere(prepare.length > 0, "prepare"),
    ...nameWhere(
      remedies.some((remedy) => remedy.do === "sql"),
      "remedies with sql"
    )
  ],
  // a transaction that only reads still starts programs: COPY … TO PROGRAM
  performance: ({ performance: performance2 }) => nameWhere(performance2.queries.length > 0, "queries"),
  checklist: ({ checklist }) => checklist === null ? [] : runByChecklist(checklist),
  postgres: runsNothing,
  downtime: runsNothing,
  tables: runsNothing,
  failOn: runsNothing,
  output: runsNothing,
  commandSeconds: runsNothing,
  jobs: runsNothing,
  file: runsNothing,
  notes: runsNothing
};
function runByChecklist(checklist) {
  const { backup, rollbackCommand, monitoringCommand, access, pooling, connection } = checklist;
  return [
    ...nameWhere(backup.backupCommand !== null, "backup-command"),
    ...nameWhere(backup.restoreCommand !== null, "restore-command"),
    ...nameWhere(rollbackCommand !== null, "command of rollback-plan"),
    ...nameWhere(monitoringCommand !== null, "command of monitoring-alerts"),
    ...nameWhere(access !== null, "sql of access-controls"),
    // a URL of the file takes variables of the environment to where it says
    ...nameWhere(pooling.poolerUrl !== null, "pooler-url"),
    ...nameWhere(connection.url !== null, "url of connection-security")
  ];
}
var SAID_BY_INPUTS = ["postgres-url", "postgres-image", "show-values"];
function isSet({ postgres, output }, name) {
  switch (name) {
    case "postgres-url":
      return postgres.url !== null;
    case "postgres-image":
      return (postgres.image ?? null) !== null;
    case "show-values":
      return output.showValues;
    default:
      return name;
  }
}
function nameWhere(condition, name) {
  return condition ? [name] : [];
}

// src/action/modes/gate-mode.ts
async function gateMode(step) {
  const { failOn, ...source } = gateSettings(step);
  const say = messages(redactor(step.settings.token === null ? [] : [step.settings.token]));
  const github = await githubOf(step, say);
  if (github === null) return close(step, ["There is no github-token to look for a result with."]);
  let candidate;
  try {
    candidate = await newestResult(step, github, say);
  } catch (error2) {
    return close(step, [`The results could not be read: ${explainFailure(error2, "actions: read")}`]);
  }
  if (candidate === null) {
    return close(step, [
      `No run of ${TRUSTED_EVENTS.join(", ")} in this repository has rehearsed the commit ${step.run.sha}.`
    ]);
  }
  const schema = await schemaToDeploy(source, step);
  const reasons = [
    ...candidate.doubts,
    ...candidate.unread.map((reason) => `${reason}.`),
    ...reasonsOfSchema(candidate, schema),
    ...candidate.found.flatMap((found) => reasonsAgainst(found, step)),
    ...groupShards(nameRecords(candidate.found)).flatMap((group) => reasonsOfVerdict(group, failOn))
  ];
  return reasons.length > 0 ? close(step, reasons, candidate) : open(step, candidate);
}
function gateSettings({ mistakes }) {
  const { settings, mistakes: others } = checkGiven(
    readInputs((name) => getInput(name)),
    "workflow"
  );
  const all = [...mistakes, ...others];
  if (all.length > 0) throw settingsInvalid(all, "workflow");
  const failOn = settings["fail-on"] ?? "not-ready";
  return {
    failOn,
    snapshot: settings.snapshot ?? null,
    snapshotCommand: settings["snapshot-command"] ?? null,
    commands: {
      timeoutMs: 1e3 * commandSecondsOf(settings),
      showValues: settings["show-values"] ?? false
    }
  };
}
async function schemaToDeploy(given, { run, runner }) {
  if (given.snapshot === null && given.snapshotCommand === null) return null;
  const source = { ...given, maxBytes: MAX_SNAPSHOT_BYTES, jobs: 1 };
  refuseForeignSource(run.event, source);
  const context = { emit: () => {
  }, signal: runner.signal };
  return withSnapshot(source, context, async ({ schemaSha256 }) => schemaSha256);
}
function reasonsOfSchema({ found }, schema) {
  if (schema === null || found.some(({ record: record2 }) => record2.source.schemaSha256 === schema)) return [];
  return ["The schema of the database is not the one that was rehearsed."];
}
async function newestResult({ run, settings }, { api, repository: repository2 }, say) {
  if (run.sha === null) return null;
  const home = `${repository2.owner}/${repository2.repo}`;
  const isTrusted = ({ event, head_repository, head_sha }) => TRUSTED_EVENTS.includes(event) && head_repository?.full_name === home && head_sha === run.sha;
  const request = { ...repository2, head_sha: run.sha, per_page: 100 };
  const empty = [];
  for await (const { data } of api.paginate.iterator(api.rest.actions.listWorkflowRunsForRepo, request)) {
    for (const listed of data.filter(isTrusted).toSorted((a, b) => b.id - a.id)) {
      const records = await readRecords({ api, repository: repository2 }, listed.id, settings, say);
      if (records.found.length + records.unread.length > 0) {
        return { ...records, runId: listed.id, doubts: doubtsOf(listed, records, empty, run) };
      }
      empty.push(listed);
    }
  }
  return null;
}
var BROKEN = ["cancelled", "timed_out", "startup_failure", "failure"];
function doubtsOf(run, { found }, newer, here) {
  const isOther = ({ id }) => id !== here.runId;
  const explains = found.some(({ origin }) => origin.exitCode !== 0);
  const broken = BROKEN.includes(run.conclusion) && !(run.conclusion === "failure" && explains);
  const own = isOther(run) && (isAtWork(run) || broken) ? [run] : [];
  const silent = newer.filter(
    (one) => isOther(one) && one.workflow_id === run.workflow_id && (isAtWork(one) || BROKEN.includes(one.conclusion))
  );
  return [
    ...own.map(
      (one) => `${runUrl(here, one.id)} ${endOf(one)}, so a job of it may have left no record${one.conclusion === "failure" ? ": all rehearsals that have left one passed" : ""}.`
    ),
    ...silent.map((one) => `The newer run ${runUrl(here, one.id)} ${endOf(one)} and has left no record.`)
  ];
}
function isAtWork({ status }) {
  return typeof status === "string" && status !== "completed";
}
function endOf(run) {
  return isAtWork(run) ? "is not finished" : `has ended with ${run.conclusion}`;
}
function reasonsAgainst({ record: record2, origin, artifact }, step) {
  const name = origin.leg === "" ? "" : `${origin.leg}: `;
  const hours = (Date.now() - Date.parse(artifact.createdAt)) / 36e5;
  const { maxAgeHours } = step.settings;
  const isOther = record2.run.commit !== step.run.sha;
  const isOld = !(hours <= maxAgeHours);
  return [
    isOther ? `${name}the record is of the commit ${record2.run.commit}.` : null,
    isOld ? `${name}the result is ${Math.floor(hours)} hours old, and may be ${maxAgeHours} (max-age).` : null
  ].filter((reason) => reason !== null);
}
function reasonsOfVerdict(group, failOn) {
  const record2 = mergeShards(group);
  const asked = failOn === "never" && record2.result === "error" ? "failure" : failOn;
  const reason = reasonAgainst(record2, asked);
  if (reason === null) return [];
  const legs = [...new Set(group.map(({ origin }) => origin.leg))].filter((leg) => leg !== "");
  const name = legs.length === 0 ? "" : `${legs.join(" + ")}: `;
  const { headline: headline2 } = verdictOf({ ...record2, gate: null });
  return [`${name}${headline2} (fail-on: ${failOn}): ${reason}.`];
}
async function close(step, reasons, candidate = null) {
  await show(false, reasons, candidate, step);
  fail(`The gate is closed: ${reasons.join(" ")}`);
  return EXIT_CODES.gateFailed;
}
async function open(step, candidate) {
  const reason = `The commit ${step.run.sha} was rehearsed in ${runUrl(step.run, candidate.runId)}.`;
  await show(true, [reason], candidate, step);
  notice(`The gate is open. ${reason}`);
  return EXIT_CODES.ok;
}
async function show(isOpen, paragraphs, candidate, step) {
  const record2 = candidate === null ? null : merged(candidate);
  const outputs = record2 === null ? outputsWithoutRecord() : outputsOf({ record: record2, directory: "", ...NOWHERE });
  const ready = isOpen ? [] : [["ready", "false"]];
  const here = new Map([...outputs, ...ready, ["record-path", ""], ["report-path", ""]]);
  const headline2 = isOpen ? "\u2705 The gate is open" : "\u274C The gate is closed";
  await publish(here, summaryOf(headline2, paragraphs), step.runner.environment);
}
function merged({ found, unread }) {
  if (unread.length > 0) return null;
  try {
    return mergeRecords(nameRecords(found));
  } catch (error2) {
    if (error2 instanceof RehearsalError) return null;
    throw error2;
  }
}

// src/action/modes/rehearse-mode.ts
import { resolve as resolve3 } from "node:path";

// src/action/annotations/annotate.ts
import { readdir, readFile as readFile2, stat } from "node:fs/promises";
import { join, relative, resolve as resolve2 } from "node:path";

// src/action/annotations/locate-issue.ts
function locateIssue(issue, files) {
  for (const { path, text } of files) {
    const line = /\.ya?ml$/.test(path) ? lineOfId(issue, text) : lineOfTable(issue, text);
    if (line !== null) return { file: path, line };
  }
  return null;
}
function lineOfId({ object: object2, code }, text) {
  if (object2 === null || !/^(waiver|remedy)-/.test(code)) return null;
  const index = text.split("\n").findIndex((line) => line.includes(object2));
  return index === -1 ? null : index + 1;
}
function lineOfTable({ table, column }, text) {
  if (table === null) return null;
  const lines = text.split("\n");
  const declares = new RegExp(
    `\\bcreate\\s+(?:temp(?:orary)?\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(?:[\\w"\`[\\]]+\\.)?${spelled(table)}`,
    "i"
  );
  const start = lines.findIndex((line) => declares.test(line));
  if (start === -1) return null;
  if (column === null) return start + 1;
  const end = lines.findIndex((line, index) => index >= start && /;\s*(--.*)?$/.test(line));
  const body = lines.slice(start, end === -1 ? void 0 : end + 1);
  const ofColumn = body.findIndex(
    (line) => new RegExp(`(?:^\\s*|[(,]\\s*)${spelled(column)}`, "i").test(line)
  );
  return start + 1 + Math.max(0, ofColumn);
}
function spelled(name) {
  const plain = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `(?:"${plain}"|\`${plain}\`|\\[${plain}\\]|${plain}(?![\\w$]))`;
}

// src/action/annotations/annotate.ts
var MAX_OF_A_LEVEL = 9;
var MAX_MESSAGE = 3e3;
var MAX_FILE_BYTES = 5e6;
var EMIT = { error, warning, notice };
var LEVELS = { HIGH: "error", MED: "warning", LOW: "notice" };
async function annotate(record2, settings, directory, gateHolds2) {
  const files = await declaringFiles(settings, directory);
  for (const priority of ["HIGH", "MED", "LOW"]) {
    const issues = record2.issues.filter((issue) => issue.priority === priority && issue.waived === null);
    const level = priority === "HIGH" && gateHolds2 ? "warning" : LEVELS[priority];
    const room = priority === "MED" && gateHolds2 ? Math.max(0, MAX_OF_A_LEVEL - highOf(record2)) : MAX_OF_A_LEVEL;
    const shown = issues.length > room ? issues.slice(0, Math.max(0, room - 1)) : issues;
    for (const issue of shown) emit(level, issue, files);
    const rest = issues.length - shown.length;
    if (rest > 0 && room > 0)
      EMIT[level](`${rest} more issues of priority ${priority} are in the job summary.`);
  }
}
function highOf({ issues }) {
  return issues.filter(({ priority, waived }) => priority === "HIGH" && waived === null).length;
}
function emit(level, issue, files) {
  const place = locateIssue(issue, files);
  const name = issue.id.endsWith(":") ? issue.id : `${issue.id}:`;
  const message = beginningOf(escapeTerminal(`${name} ${issue.message}. ${issue.remedy}`), MAX_MESSAGE);
  EMIT[level](message, {
    title: `${issue.priority}: ${issue.code}`,
    ...place === null ? {} : { file: place.file, startLine: place.line }
  });
}
async function declaringFiles({ source, target }, directory) {
  const given = [target.schema, source.snapshot].filter((path) => path !== null);
  const paths = (await Promise.all(given.map((path) => sqlFiles(resolve2(directory, path))))).flat();
  const all = [...paths, ...SETTINGS_FILES.map((path) => resolve2(directory, path))];
  const files = await Promise.all(all.map((path) => readDeclaring(path, directory)));
  return files.filter((file) => file !== null);
}
async function sqlFiles(path) {
  const entries = await readdir(path).catch(() => null);
  const paths = entries === null ? [path] : entries.toSorted().map((name) => join(path, name));
  return paths.filter((one) => one.endsWith(".sql"));
}
async function readDeclaring(path, directory) {
  try {
    if ((await stat(path)).size > MAX_FILE_BYTES) return null;
    const name = relative(directory, path);
    return name.startsWith("..") ? null : { path: name, text: await readFile2(path, "utf8") };
  } catch {
    return null;
  }
}

// src/action/artifacts/upload-artifact.ts
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join as join2 } from "node:path";
var MAX_NAMES = 9;
function numberedNames(name) {
  return [name, ...Array.from({ length: MAX_NAMES - 1 }, (_, index) => `${name}-${index + 2}`)];
}
function uploadingOf({ settings, runner }, messages2) {
  return { retentionDays: settings.retentionDays, environment: runner.environment, messages: messages2 };
}
async function withUploadFolder({ environment, messages: messages2 }, nothing, use) {
  try {
    const folder = await mkdtemp(join2(environment.RUNNER_TEMP ?? tmpdir(), "pg-rehearsal-upload-"));
    try {
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error2) {
    messages2.notice(notUploaded(error2));
    return nothing;
  }
}
function uploadFolder(name, files, folder, uploading) {
  return upload(
    name,
    uploading,
    (client, numbered, options2) => client.uploadArtifact(numbered, [...files], folder, options2)
  );
}
function uploadPage(name, page, uploading) {
  return upload(name, uploading, async (client, numbered, options2) => {
    const named = join2(dirname(page), `${numbered}.html`);
    await copyFile(page, named);
    return client.uploadArtifact(numbered, [named], dirname(page), { ...options2, skipArchive: true });
  });
}
async function upload(name, { retentionDays, environment, messages: { notice: notice2, info: info2 } }, send) {
  if ((environment.ACTIONS_RUNTIME_TOKEN ?? "") === "") {
    info2("This runner keeps no artifacts; the files are in the output folder.");
    return null;
  }
  const options2 = retentionDays === null ? {} : { retentionDays };
  startGroup(`Upload of the artifact ${name.replaceAll("::", ": :")}`);
  try {
    const { DefaultArtifactClient } = await import("./chunks/artifact-HKGQMJPU.js");
    const names = numberedNames(name);
    for (const numbered of names) {
      try {
        const { id } = await send(new DefaultArtifactClient(), numbered, options2);
        return id ?? null;
      } catch (error2) {
        if (!isTaken(error2) || numbered === names.at(-1)) throw error2;
      }
    }
    return null;
  } catch (error2) {
    if (error2 instanceof Error && error2.name === "GHESNotSupportedError") {
      notice2(
        "This GitHub Enterprise Server keeps no artifacts of this kind: the record and the report are only in the output folder, and there is no history."
      );
    } else notice2(notUploaded(error2));
    return null;
  } finally {
    endGroup();
  }
}
function isTaken(error2) {
  return error2 instanceof Error && /\(409\)|already exists/.test(error2.message);
}
function notUploaded(error2) {
  return `The artifact could not be uploaded: ${reasonOf(error2)} The files are in the output folder.`;
}
function reasonOf(error2) {
  const message = error2 instanceof Error ? error2.message : "";
  if (/quota|insufficient usage/i.test(message)) return "the storage for artifacts is used up.";
  const status = /\((\d{3})\)/.exec(message)?.[1];
  if (status !== void 0) return `GitHub answers ${status}.`;
  return `${errorCode(error2) ?? (error2 instanceof Error ? error2.name : typeof error2)}.`;
}

// src/action/artifacts/upload-results.ts
import { createReadStream } from "node:fs";
import { mkdir, open as open2, stat as stat2, writeFile } from "node:fs/promises";
import { dirname as dirname2, join as join3 } from "node:path";
import { createInterface } from "node:readline";
var PAGE2 = "report.html";
var MAX_PAGE_BYTES = 2e7;
var NOTHING = { archive: null, page: null };
async function uploadResults({
  name,
  directory,
  origin
}, redact, uploading) {
  const nameOf = (path) => redact(path).replaceAll("*", "_");
  return withUploadFolder(uploading, NOTHING, async (copies) => {
    const files = await filesOfRun(directory);
    for (const path of files) await copyRedacted(join3(directory, path), join3(copies, nameOf(path)), redact);
    await writeFile(join3(copies, ORIGIN_FILE), `${JSON.stringify(origin, null, 2)}
`);
    const paths = [...files.map(nameOf), ORIGIN_FILE].map((path) => join3(copies, path));
    const archive = await uploadFolder(name, paths, copies, uploading);
    if (archive === null || !files.includes(PAGE2)) return { archive, page: null };
    const page = join3(copies, PAGE2);
    const isSmall = (await stat2(page)).size <= MAX_PAGE_BYTES;
    return {
      archive,
      page: isSmall ? await uploadPage(pageArtifactName(name), page, uploading) : null
    };
  });
}
async function copyRedacted(from, to, redact) {
  await mkdir(dirname2(to), { recursive: true });
  const copy = await open2(to, "w");
  try {
    for await (const line of createInterface({
      input: createReadStream(from),
      crlfDelay: Number.POSITIVE_INFINITY
    })) {
      await copy.write(`${redact(line)}
`);
    }
  } finally {
    await copy.close();
  }
}

// src/action/artifacts/upload-run.ts
async function uploadRun({ run, settings, runner }, directory, exitCode, redact, say) {
  if (!settings.uploads) return { artifactUrl: "", pageUrl: "" };
  const { runId, attempt, job, step, leg, sha, jobUrl } = originOf(run, settings);
  const key = settings.commentKey ?? run.job;
  const { archive, page } = await uploadResults(
    {
      name: recordArtifactName(run, settings),
      directory,
      origin: {
        ...{ schemaVersion: 1, key, job, step, leg, event: run.event, runId, attempt, sha, jobUrl },
        exitCode
      }
    },
    redact,
    uploadingOf({ settings, runner }, say)
  );
  const urlOf = (id) => id === null ? "" : `${runUrl(run, run.runId)}/artifacts/${id}`;
  return { artifactUrl: urlOf(archive), pageUrl: urlOf(page) };
}

// src/stages/report/comment/section-state.ts
import { createHash as createHash3 } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
var VERSION3 = 1;
var MAX_ISSUES = 300;
var MAX_NAME = 100;
var HASH = 8;
var KEPT_OF_NAME = MAX_NAME - HASH - 2;
var SEVERITY = ["error", "failure", "partial", "complete"];
var MAX_BYTES2 = 2e5;
var count2 = () => int().nonnegative();
var address = string().max(500).nullable();
var runStateSchema = object({
  version: literal(VERSION3),
  runId: count2(),
  attempt: count2(),
  // comments that were written before they were there have neither
  job: string().max(MAX_NAME).default(""),
  step: string().max(MAX_NAME).default(""),
  leg: string().max(MAX_NAME),
  sha: string().max(MAX_NAME).nullable(),
  runUrl: address,
  jobUrl: address,
  artifactUrl: address,
  // comments that were written before it was there have none
  pageUrl: address.default(null),
  result: _enum(["complete", "partial", "failure", "error"]),
  status: _enum(["finished", "cancelled", "error"]),
  // comments that were written before it was there tell nothing of it
  gateHolds: boolean().default(true),
  tables: tuple([count2(), count2()]),
  rows: tuple([count2(), count2()]),
  validation: _enum(["PASS", "FAIL", "NOT RUN"]),
  durationMs: number().nonnegative(),
  /** Ids of the open issues, without the waived ones. */
  issues: array(string()).max(MAX_ISSUES),
  openIssues: count2(),
  /** Equal for two runs that found the same. */
  findings: string().max(64)
});
var resultSchema = runStateSchema.pick({
  sha: true,
  runUrl: true,
  jobUrl: true,
  artifactUrl: true,
  pageUrl: true,
  result: true,
  status: true,
  gateHolds: true,
  tables: true,
  openIssues: true
});
var sectionStateSchema = runStateSchema.extend({
  /** Of a run that did not come to its end: what the last one before it has found that did. */
  lastResult: resultSchema.nullable().default(null)
});
function sectionState(record2, origin, previous = null) {
  const { summary: summary2, result, run, issues, gate } = record2;
  const open3 = issues.filter(({ waived }) => waived === null).map(({ id }) => id);
  return {
    version: VERSION3,
    ...origin,
    job: shortened(origin.job),
    step: shortened(origin.step),
    leg: shortened(origin.leg),
    sha: origin.sha?.slice(0, MAX_NAME) ?? null,
    result,
    status: run.status,
    gateHolds: gate?.holds ?? true,
    tables: [summary2.tablesMigrated, summary2.tablesTotal],
    rows: [summary2.rowsLoaded, summary2.rowsRejected],
    validation: summary2.validation,
    durationMs: run.durationMs,
    issues: open3.slice(0, MAX_ISSUES),
    openIssues: open3.length,
    findings: findingsOf(record2),
    lastResult: run.status === "finished" ? null : lastResultOf(previous)
  };
}
function lastResultOf(previous) {
  if (previous === null || previous.status !== "finished") return previous?.lastResult ?? null;
  const { sha, runUrl: runUrl2, jobUrl, artifactUrl, pageUrl, result, status, gateHolds: gateHolds2, tables, openIssues: openIssues2 } = previous;
  return { sha, runUrl: runUrl2, jobUrl, artifactUrl, pageUrl, result, status, gateHolds: gateHolds2, tables, openIssues: openIssues2 };
}
function shortened(text) {
  if (text.length <= MAX_NAME) return text;
  const hash = createHash3("sha256").update(text).digest("hex").slice(0, HASH);
  return `${text.slice(0, KEPT_OF_NAME).toWellFormed()}\u2026 ${hash}`;
}
function isCutFrom(cut, now) {
  const isLong = cut.length === MAX_NAME && now.length === MAX_NAME;
  return isLong && cut.slice(0, KEPT_OF_NAME) === now.slice(0, KEPT_OF_NAME);
}
function severityOf({ result, gateHolds: gateHolds2 }) {
  return 2 * SEVERITY.indexOf(result) + Number(gateHolds2);
}
function findingsOf(record2) {
  const { result, summary: summary2, tables, issues, resolvedIssues, warnings, run, gate } = record2;
  const facts = [
    result,
    run.error === null ? null : [run.error.code, run.error.message],
    summary2,
    tables.map(({ name, status, rowsLoaded, rowsRejected }) => [name, status, rowsLoaded, rowsRejected]),
    issues.map(({ id, state, rows, waived }) => [id, state, rows, waived !== null]),
    resolvedIssues.map(({ id }) => id),
    warnings,
    ...gate?.holds === false ? [gate] : []
  ];
  return createHash3("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}
var packed = /* @__PURE__ */ new WeakMap();
function packState(state) {
  const known = packed.get(state);
  if (known !== void 0) return known;
  const text = gzipSync(JSON.stringify(state), { level: 9 }).toString("base64");
  packed.set(state, text);
  return text;
}
function unpackState(text) {
  try {
    const json = gunzipSync(Buffer.from(text, "base64"), { maxOutputLength: MAX_BYTES2 }).toString("utf8");
    return sectionStateSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
function smallState(state) {
  return {
    ...state,
    issues: [],
    runUrl: null,
    jobUrl: null,
    artifactUrl: null,
    pageUrl: null,
    lastResult: null
  };
}

// src/action/comment/comment-policy.ts
function wantsComment(mode, { record: record2, gateHolds: gateHolds2 }, own, said) {
  const isSame = said !== null && said.findings === own.findings;
  switch (mode) {
    case "off":
      return false;
    case "always":
      return !(isSame && said.sha === own.sha);
    case "changes":
      return said === null ? hasNews(record2) : !(isSame && (said.isAlone || said.sha === own.sha));
    case "on-failure":
      return said === null ? !gateHolds2 : !(isSame && said.sha === own.sha);
    default:
      return mode;
  }
}
function hasNews({ result, gate, summary: { issues } }) {
  return gate?.holds === false || result !== "complete" || issues.new + issues.regressed + issues.resolved > 0;
}

// src/action/comment/sync-comment.ts
import { setTimeout as pause2 } from "node:timers/promises";

// src/stages/report/comment/section-place.ts
function isSamePlace(a, b) {
  const agrees = (left, right) => left === right || left === "" || right === "";
  return agrees(a.job, b.job) && agrees(a.step, b.step) && isSameLeg(a, b);
}
function isSameLeg(a, b) {
  return a.leg === b.leg || a.job === "" && isCutFrom(a.leg, b.leg) || b.job === "" && isCutFrom(b.leg, a.leg);
}
function findPlace(sections, place) {
  const isIt = ({ state }) => state.job === place.job && state.step === place.step && state.leg === place.leg;
  return sections.find(isIt) ?? sections.find(({ state }) => isSamePlace(state, place)) ?? null;
}
function byPrecedence(a, b) {
  if (isLater(a, b)) return -1;
  if (isLater(b, a)) return 1;
  return unknownIn(a) - unknownIn(b) || severityOf(a) - severityOf(b);
}
function unknownIn({ job, step }) {
  return [job, step].filter((part) => part === "").length;
}
function byPlace(a, b) {
  return compare2(a.job, b.job) || compare2(a.leg, b.leg) || compare2(a.step, b.step);
}
function compare2(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
function placeNames(places) {
  const severalJobs = new Set(places.map(({ job }) => job)).size > 1;
  return (place) => {
    const { job, leg, step } = place;
    const isTwin = places.some((other) => other !== place && other.job === job && other.leg === leg);
    const parts = [severalJobs || leg === "" ? job : "", leg, isTwin ? step : ""];
    return parts.filter((part) => part !== "").join(", ") || "this job";
  };
}

// src/stages/report/comment/comment-document.ts
var NAME = "pg-rehearsal";
var BEGIN = `<!-- ${NAME}:section`;
var END = `<!-- /${NAME}:section -->`;
var SECTION = new RegExp(`^${BEGIN} ([A-Za-z0-9+/=]+) -->\\n([\\s\\S]*?)\\n?^${END}$`, "gm");
function commentMarker(key) {
  return `<!-- ${NAME}:comment key=${encodeURIComponent(key)} -->`;
}
function hasMarker(body, key) {
  return body.split(/\r?\n/, 1)[0] === commentMarker(key);
}
function parseSections(body) {
  return [...body.replaceAll("\r\n", "\n").matchAll(SECTION)].flatMap(([, packed2 = "", content = ""]) => {
    const state = unpackState(packed2);
    return state === null ? [] : [{ state, body: content }];
  });
}
function renderMarked({ state, body }) {
  return `${BEGIN} ${packState(state)} -->
${disarmed(body)}
${END}`;
}
function disarmed(body) {
  return body.replaceAll(/<!-- (\/?)(?=pg-rehearsal:)/g, "<!--  $1");
}
function newestSections(sections) {
  const newest = [];
  for (const section of sections.toSorted((a, b) => byPrecedence(a.state, b.state))) {
    if (!newest.some(({ state }) => isSamePlace(state, section.state))) newest.push(section);
  }
  return newest.toSorted((a, b) => byPlace(a.state, b.state));
}

// src/stages/report/comment/render-section.ts
var LADDER = [
  { listed: 25, details: { rows: 1e3, wholeTables: true }, trend: true },
  { listed: 25, details: { rows: 100, wholeTables: false }, trend: true },
  { listed: 15, details: { rows: 20, wholeTables: false }, trend: false },
  { listed: 10, details: null, trend: false },
  { listed: 3, details: null, trend: false }
];
var LADDER_STEPS = LADDER.length;
function renderSection(input, step) {
  const { record: record2, baseline } = input;
  const { listed, details, trend } = LADDER[step] ?? { listed: 0, details: null, trend: false };
  const isCut = step > 0;
  const blocks = [
    `**${opening(input)}**`,
    lastResult(input),
    comparisonTable(record2, baseline),
    sinceLastPush(input),
    ...hasBegun(record2) ? renderTemplate(record2, listed) : [],
    renderWarnings(record2),
    ...details === null || !hasBegun(record2) ? [] : renderDetails(record2, details),
    trend ? foldedTrend(input) : "",
    isCut ? "There is more than fits here: the job summary and the report have the rest." : "",
    footer(input)
  ];
  return blocks.filter((block) => block !== "" && block !== "****").join("\n\n");
}
function opening({ record: record2, origin }) {
  const explanation = linesToMarkdown(verdictOf(record2).lines);
  if (record2.run.status !== "error" || origin.sha === null) return explanation;
  return `The commit ${escapeMarkdown(shortSha(origin.sha))} could not be rehearsed. ${explanation}`;
}
function hasBegun({ run, source }) {
  return run.status !== "error" || source.sqliteVersion !== null;
}
function lastResult({ record: record2, origin, previous }) {
  const { lastResult: last } = sectionState(record2, origin, previous);
  if (last === null) return "";
  const { symbol, words } = verdictWords(last.result, last.status, last.gateHolds);
  const commit = [
    last.sha === origin.sha ? null : "older commit",
    last.sha && escapeMarkdown(shortSha(last.sha))
  ];
  const place = commit.filter((part) => part !== null).join(" ");
  const verdict = `Last result${place === "" ? "" : ` (${place})`}: ${symbol} ${words}. ${figuresOf(last)}`;
  return [verdict, ...originLinks(last)].join(" \xB7 ");
}
function renderShortSection(state) {
  return [figuresOf(state), ...originLinks(state)].join(" \xB7 ");
}
function figuresOf({ tables: [migrated, total], openIssues: openIssues2 }) {
  return `${migrated} of ${amount(total, "table")} migrated, ${amount(openIssues2, "open issue")}.`;
}
function sinceLastPush({ record: record2, origin, previous }) {
  if (previous === null || previous.sha === null || previous.sha === origin.sha) return "";
  const push = `Since your last push (${escapeMarkdown(shortSha(previous.sha))})`;
  if (previous.status !== "finished" || record2.run.status !== "finished") {
    return `${push}: not comparable, because one of the two runs did not come to its end.`;
  }
  if (previous.issues.length < previous.openIssues) {
    const change2 = sectionState(record2, origin).openIssues - previous.openIssues;
    return `${push}: ${change2 === 0 ? "as many open issues" : amount(Math.abs(change2), change2 > 0 ? "more open issue" : "fewer open issue")}.`;
  }
  const now = record2.issues.filter(({ waived }) => waived === null).map(({ id }) => id);
  const found = now.filter((id) => !previous.issues.includes(id)).length;
  const gone = previous.issues.filter((id) => !now.includes(id)).length;
  if (found === 0 && gone === 0) return `${push}: the same issues.`;
  return `${push}: ${amount(gone, "issue")} fixed, ${amount(found, "issue")} new.`;
}
function foldedTrend({ record: record2, baseline }) {
  const trend = trendOf(record2, baseline);
  return trend === null ? "" : folded(trendTitle(trend), trendTable(trend));
}
function footer({ record: record2, origin }) {
  const { target, source, run } = record2;
  const facts = [
    ...originLinks(origin),
    target.version === null ? null : `PostgreSQL ${escapeMarkdown(target.version)} (${target.provision})`,
    source.sqliteVersion === null ? null : `SQLite ${escapeMarkdown(source.sqliteVersion)}`,
    origin.sha === null ? null : `commit ${escapeMarkdown(shortSha(origin.sha))}`,
    originName(origin),
    formatTime(run.startedAt)
  ];
  return facts.filter((fact) => fact !== null).join(" \xB7 ");
}

// src/stages/report/comment/render-comment.ts
var MAX_CHARACTERS = 65e3;
function renderSections(key, inputs, others) {
  const ladder = ladderOf(inputs, others);
  let fitting = null;
  let [low, high] = [0, ladder.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const comment2 = renderDocument(key, newestSections(ladder[middle]?.() ?? []), 0);
    if (comment2.length <= MAX_CHARACTERS) [fitting, high] = [comment2, middle];
    else low = middle + 1;
  }
  return fitting ?? crowded(key, inputs, others);
}
function ladderOf(inputs, others) {
  const states = inputs.map((input) => ({ input, state: stateOf(input) }));
  const own = (step) => states.map(({ input, state }) => ({ state, body: renderSection(input, step) }));
  const short = ({ state }) => ({ state, body: renderShortSection(state) });
  return [
    ...Array.from({ length: LADDER_STEPS }, (_, step) => () => [...others, ...own(step)]),
    () => [...others.map(short), ...own(LADDER_STEPS - 1)],
    () => [...others, ...states].map(short)
  ];
}
function stateOf({ record: record2, origin, previous }) {
  return sectionState(record2, origin, previous);
}
function crowded(key, inputs, others) {
  const own = inputs.map((input) => ({ state: stateOf(input), body: "" }));
  const worstFirst = newestSections([...others, ...own]).map(({ state }) => ({ state: smallState(state), body: "" })).toSorted((a, b) => severityOf(a.state) - severityOf(b.state));
  const isOlder = olderThanNewest(worstFirst);
  const inOrder = worstFirst.toSorted((a, b) => Number(isOlder(a.state)) - Number(isOlder(b.state)));
  const first = (many) => renderDocument(key, newestSections(inOrder.slice(0, many)), worstFirst.length - many);
  let fits = 0;
  let tooMany = worstFirst.length + 1;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (first(middle).length <= MAX_CHARACTERS) fits = middle;
    else tooMany = middle;
  }
  return first(fits);
}
var OLDER = " (older commit)";
function olderThanNewest(sections) {
  const [newest] = sections.map(({ state }) => state).toSorted(byPrecedence);
  return ({ sha }) => newest !== void 0 && sha !== newest.sha;
}
function renderDocument(key, sections, uncounted) {
  const [only] = sections;
  const isOlder = olderThanNewest(sections);
  const isAlone = sections.length === 1 && only !== void 0 && only.state.leg === "";
  const nameOf = placeNames(sections.map(({ state }) => state));
  const content = isAlone ? [`## ${headline(only.state)}`, renderMarked(only)] : [
    overviewHeadline(sections, isOlder),
    overview(sections, { nameOf, isOlder }, uncounted),
    ...sections.map((section) => foldedSection(section, { nameOf, isOlder }))
  ];
  return `${[commentMarker(key), ...content].join("\n\n")}
`;
}
function headline({ result, status, gateHolds: gateHolds2 }) {
  const { symbol, words } = verdictWords(result, status, gateHolds2);
  return `${symbol} Migration rehearsal: ${words}`;
}
function overviewHeadline(sections, isOlder) {
  const current = sections.filter(({ state }) => !isOlder(state));
  const worst = current.toSorted((a, b) => severityOf(a.state) - severityOf(b.state))[0];
  if (worst === void 0) return "## Migration rehearsal";
  if (sections.length === 1) return `## ${headline(worst.state)}`;
  const same = current.filter(({ state }) => severityOf(state) === severityOf(worst.state)).length;
  const older = sections.length - current.length;
  const rest = older === 0 ? "" : `; ${older} ${older === 1 ? "is" : "are"} of an older commit`;
  return `## ${headline(worst.state)} in ${same} of ${current.length}${rest}`;
}
function overview(sections, { nameOf, isOlder }, uncounted) {
  const table = markdownTable(
    ["", "Verdict", "Tables:", "Rows loaded:", "Rejected:", "Open issues:", "Duration:"],
    sections.map(({ state }) => {
      const { symbol, words } = verdictWords(state.result, state.status, state.gateHolds);
      return [
        `${symbol} ${escapeMarkdown(nameOf(state))}${isOlder(state) ? OLDER : ""}`,
        words,
        `${state.tables[0]}/${state.tables[1]}`,
        formatCount(state.rows[0]),
        formatCount(state.rows[1]),
        formatCount(state.openIssues),
        formatSeconds(state.durationMs)
      ];
    })
  );
  return uncounted === 0 ? table : `${table}

\u2026 and ${uncounted} more, none of them worse${sections.some(({ state }) => isOlder(state)) ? " on this commit" : ""}.`;
}
function foldedSection({ state, body }, { nameOf, isOlder }) {
  const { symbol, words } = verdictWords(state.result, state.status, state.gateHolds);
  if (body === "") return renderMarked({ state, body });
  const isBad = state.result === "failure" || state.result === "error" || !state.gateHolds;
  const open3 = isBad && !isOlder(state) ? " open" : "";
  return [
    `<details${open3}><summary>${symbol} <b>${escapeHtml(nameOf(state))}</b>${isOlder(state) ? OLDER : ""}: ${words}</summary>
`,
    renderMarked({ state, body }),
    "\n</details>"
  ].join("\n");
}

// src/action/comment/own-comments.ts
var Authorship = class {
  #login = null;
  #others = /* @__PURE__ */ new Set();
  #github;
  constructor(github) {
    this.#github = github;
  }
  /** GitHub has taken a new comment as this one's. */
  isKnownAs(login) {
    this.#login = Promise.resolve(login);
  }
  /** The token may not change what this one has written; false where that can be no mistake in whose it is. */
  async isAnother(login) {
    if (await this.#login !== null) return false;
    this.#others.add(login);
    return true;
  }
  /**
   * Those of the comments that are ours. GitHub is asked only where there is one that could be, because the answer
   * holds up what is written after it:
   * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
   *
   * @param marked comments with our marker, oldest first
   */
  async ownOf(marked) {
    if (marked.length === 0) return [];
    this.#login ??= loginOf(this.#github);
    const login = await this.#login ?? this.#likely(marked);
    return marked.filter((comment2) => comment2.login === login);
  }
  #likely(marked) {
    return marked.find(({ isApp, login }) => isApp && !this.#others.has(login))?.login ?? null;
  }
};
async function loginOf({ api }) {
  try {
    const { viewer } = await api.graphql("query { viewer { login } }");
    return viewer.login;
  } catch {
    return null;
  }
}
async function findOwnComments({ api, repository: repository2 }, pull, key, authorship) {
  const all = await api.paginate(api.rest.issues.listComments, {
    ...repository2,
    issue_number: pull,
    per_page: 100
  });
  const marked = all.filter(({ body = "" }) => hasMarker(body, key)).map(({ id, body = "", html_url: url, user }) => ({
    ...{ id, body, url },
    login: user?.login ?? "",
    isApp: user?.type === "Bot"
  }));
  return authorship.ownOf(marked.toSorted((a, b) => a.id - b.id));
}

// src/action/comment/sync-comment.ts
var MAX_TURNS = 12;
var SHORTEST_PAUSE_MS = 400;
var LONGEST_PAUSE_MS = 4e3;
var PAUSE_SPREAD_MS = 800;
async function syncComment(github, task) {
  const authorship = new Authorship(github);
  let written = false;
  let told = false;
  let begun = false;
  let url = null;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const readAt = performance.now();
    const comments = await findOwnComments(github, task.pull, task.key, authorship);
    const found = newestSections(comments.flatMap(({ body: body2 }) => parseSections(body2)));
    const present = task.isWholeRun ? withoutGone(found, task.sections) : found;
    const isOutdated = present.length < found.length;
    const due = dueSections(task, present, told || isOutdated);
    const [canonical, ...duplicates] = comments;
    url = canonical?.url ?? url;
    if (due.kind === "none" && duplicates.length === 0 && !isOutdated) {
      if (url === null) return { kind: "silent" };
      return { kind: written ? "posted" : due.reason, url };
    }
    const body = renderSections(task.key, due.sections, present);
    const isThere = canonical?.body.replaceAll("\r\n", "\n").trimEnd() === body.trimEnd();
    if (isThere && duplicates.length === 0 && url !== null)
      return { kind: written ? "posted" : "unchanged", url };
    if (canonical === void 0) {
      if (begun) break;
      const comment2 = await begin(github, task.pull, body);
      begun = true;
      url = comment2.url;
      if (comment2.login !== null) authorship.isKnownAs(comment2.login);
    } else if (!isThere && !await change(github, canonical, body, authorship)) {
      continue;
    }
    await removeAll(github, duplicates);
    written = true;
    told ||= due.kind === "some";
    await pause2(pauseAfter(performance.now() - readAt));
  }
  return url === null ? { kind: "silent" } : { kind: "posted", url };
}
function pauseAfter(turnMs) {
  const shortest = Math.min(Math.max(SHORTEST_PAUSE_MS, 2 * turnMs), LONGEST_PAUSE_MS);
  return shortest + Math.random() * PAUSE_SPREAD_MS;
}
function dueSections({ sections, wants }, present, told) {
  const saidOf = ({ record: record2, origin }) => findPlace(present, sectionState(record2, origin))?.state ?? null;
  const current = sections.filter((input) => {
    const said = saidOf(input);
    return said === null || !isLater(said, input.origin);
  });
  if (current.length === 0) return { kind: "none", reason: "outdated", sections: [] };
  const wanted = current.filter((input) => {
    const said = saidOf(input);
    return isSaid(input, said) ? false : told || wants(input, said, present.length === 1);
  });
  if (wanted.length === 0) return { kind: "none", reason: "unchanged", sections: [] };
  return {
    kind: "some",
    sections: wanted.map((input) => ({ ...input, previous: saidOf(input) ?? input.previous }))
  };
}
function withoutGone(present, sections) {
  const [first] = sections;
  if (first === void 0 || present.some(({ state }) => isLater(state, first.origin))) return present;
  const { runId, sha } = first.origin;
  const own = sections.map(({ record: record2, origin }) => sectionState(record2, origin));
  return present.filter(
    ({ state }) => own.some((place) => isSamePlace(place, state)) || state.runId !== runId && state.sha === sha
  );
}
function isSaid({ record: record2, origin }, said) {
  if (said === null || said.runId !== origin.runId || said.attempt !== origin.attempt) return false;
  const own = sectionState(record2, origin);
  return said.findings === own.findings || severityOf(said) <= severityOf(own);
}
async function begin({ api, repository: repository2 }, pull, body) {
  const { data } = await api.rest.issues.createComment({ ...repository2, issue_number: pull, body });
  return { url: data.html_url, login: data.user?.login ?? null };
}
async function change({ api, repository: repository2 }, { id, login }, body, authorship) {
  try {
    await api.rest.issues.updateComment({ ...repository2, comment_id: id, body });
    return true;
  } catch (error2) {
    if (statusOf(error2) === 404) return false;
    const isRefused = statusOf(error2) === 403 && !isLimit(error2);
    if (isRefused && await authorship.isAnother(login)) return false;
    throw error2;
  }
}
async function removeAll({ api, repository: repository2 }, comments) {
  for (const { id } of comments) {
    await api.rest.issues.deleteComment({ ...repository2, comment_id: id }).catch((error2) => {
      if (statusOf(error2) !== 404) throw error2;
    });
  }
}

// src/action/comment/comment-on-pull.ts
async function commentOnPull(github, {
  pull,
  key,
  sections,
  isWholeRun,
  begins,
  mode,
  failOn
}, messages2) {
  try {
    const outcome = await syncComment(github, {
      pull,
      key,
      sections,
      isWholeRun,
      wants: ({ record: record2, origin }, said, isAlone) => (begins || said !== null) && wantsComment(
        mode,
        { record: record2, gateHolds: gateHolds(record2, failOn) && record2.gate?.holds !== false },
        sectionState(record2, origin),
        said === null ? null : { ...said, isAlone }
      )
    });
    switch (outcome.kind) {
      case "silent":
        messages2.info("There is nothing to comment on.");
        return "";
      case "unchanged":
        messages2.info("The comment says this already.");
        return outcome.url;
      case "outdated":
        messages2.info("The comment is of a later run, and stays as it is.");
        return outcome.url;
      case "posted":
        return outcome.url;
      default:
        return outcome;
    }
  } catch (error2) {
    messages2.notice(`The pull request got no comment: ${explainFailure(error2, "pull-requests: write")}`);
    return "";
  }
}

// src/action/comment/comment-on-run.ts
async function commentOnRun({ run, settings }, github, { failOn, begins = true }, { record: record2, baseline }, artifacts, say) {
  if (settings.comment === "off" || run.pull === null) return "";
  if (run.isFork) {
    say.notice(
      "The pull request gets no comment from this job: it comes from a fork or from Dependabot, whose token can only read. A companion workflow on workflow_run (mode: report) posts it; docs/workflows/fork-companion.yml shows one."
    );
    return "";
  }
  if (github === null) {
    say.info("The pull request gets no comment, because there is no github-token.");
    return "";
  }
  const sections = [{ record: record2, origin: originOf(run, settings, artifacts), baseline, previous: null }];
  const key = settings.commentKey ?? run.job;
  return commentOnPull(
    github,
    { pull: run.pull, key, sections, isWholeRun: false, begins, mode: settings.comment, failOn },
    say
  );
}

// src/action/history/baseline-of.ts
function baselineOf(record2, baseline) {
  if (baseline.kind === "none") return baseline;
  const [first, ...others] = ownRuns(baseline.runs, record2);
  return first === void 0 ? { kind: "none", reason: "the runs before were of another database." } : { ...baseline, runs: [first, ...others] };
}

// src/action/history/believed-history-file.ts
import { existsSync } from "node:fs";
import { mkdtemp as mkdtemp2 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join4, relative as relative2 } from "node:path";
async function believedHistoryFile(file, { run, runner }, { warning: warning2 }) {
  if (run.isBaseline || run.event === "" || !existsSync(file)) return file;
  const known = await knownToGit(file, runner.environment);
  if (known === "untracked") return file;
  warning2(
    `${relative2(runner.directory, file)} is not taken for the history: ${WHY[known]}, and a pull request must not say itself which issues are old. ${WHAT_TO_DO[known]}`
  );
  const folder = await mkdtemp2(join4(runner.environment.RUNNER_TEMP ?? tmpdir2(), "pg-rehearsal-history-"));
  return join4(folder, "history.jsonl");
}
var WHY = {
  tracked: "git tracks it, so it comes with the commit that is rehearsed",
  unknown: "git cannot be asked whether it comes with the commit that is rehearsed"
};
var WHAT_TO_DO = {
  tracked: "Add .rehearsal/ to .gitignore and run git rm -r --cached .rehearsal.",
  unknown: "Install git before actions/checkout, or let the action fetch the history itself (actions: read)."
};

// src/action/history/github-history.ts
import { readFile as readFile3, writeFile as writeFile2 } from "node:fs/promises";
import { join as join5 } from "node:path";

// src/action/history/trusted-artifact.ts
async function newestTrusted(github, artifacts, branches) {
  const candidates = artifacts.filter(
    ({ expired, isOwn, branch, runId }) => !expired && isOwn && runId !== null && branch !== null && branches.includes(branch)
  );
  const inOrder = branches.flatMap((branch) => candidates.filter((one) => one.branch === branch).slice(0, 3));
  for (const candidate of inOrder) {
    if (candidate.runId !== null && await isTrustedRun(github, candidate.runId)) return candidate;
  }
  return null;
}
async function isTrustedRun({ api, repository: repository2 }, runId) {
  const { data } = await api.rest.actions.getWorkflowRun({ ...repository2, run_id: runId });
  return TRUSTED_EVENTS.includes(data.event);
}

// src/action/history/github-history.ts
var FILE = "history.jsonl";
var LIMITS2 = { wants: (name) => name === FILE, maxEntries: 5, maxBytes: 1e8 };
var GithubHistory = class {
  #github;
  #run;
  #settings;
  #uploading;
  #redact;
  #messages;
  constructor(github, { run, settings, runner }, redact, messages2) {
    this.#github = github;
    this.#run = run;
    this.#settings = settings;
    this.#uploading = uploadingOf({ settings, runner }, messages2);
    this.#redact = redact;
    this.#messages = messages2;
  }
  /**
   * Puts the history of the baseline where the rehearsal looks for it. A file that is there already is the owner's way
   * to keep a history, and stays. Never rejects: without a baseline the rehearsal is the first one, and says why.
   */
  async prepare(file) {
    const own = await readFile3(file, "utf8").catch(() => null);
    if (own !== null) return toBaseline(parseHistory(own), "the history of the workspace", "it holds no run");
    if (this.#github === null)
      return {
        kind: "none",
        reason: this.#run.event === "" ? null : "there is no github-token to look for one with."
      };
    try {
      const found = await this.#download(this.#github);
      if (found === null) return { kind: "none", reason: this.#nothingYet() };
      await replaceFile(file, renderHistory(found.runs), "--history");
      return toBaseline(found.runs, found.branch, "it holds no run of this version.");
    } catch (error2) {
      const reason = error2 instanceof ArchiveRefused ? `the artifact was refused: ${error2.message}.` : explainFailure(error2, "actions: read");
      this.#messages.notice(`No baseline to compare with: ${reason}`);
      return { kind: "none", reason };
    }
  }
  /** Keeps the history for the next runs, when this one is of a branch and not of a pull request. Never rejects. */
  async keep(file) {
    if (!this.#run.isBaseline || !this.#settings.uploads) return;
    const text = await readFile3(file, "utf8").catch(() => null);
    if (text === null) return;
    const runs = [...await this.#runsOfOthers(), ...parseHistory(text)];
    await withUploadFolder(this.#uploading, null, async (folder) => {
      const copy = join5(folder, FILE);
      await writeFile2(copy, this.#redact(renderHistory(runs)));
      const name = historyArtifactName(this.#run, this.#settings);
      return uploadFolder(name, [copy], folder, this.#uploading);
    });
  }
  /** What another run has kept since this one began; the histories are put together, so that none is lost. */
  async #runsOfOthers() {
    if (this.#github === null) return [];
    const found = await this.#download(this.#github, this.#run.baseBranches.slice(0, 1)).catch(() => null);
    return found?.runs ?? [];
  }
  async #download(github, branches = this.#run.baseBranches) {
    const name = historyArtifactName(this.#run, this.#settings);
    const artifact = await newestTrusted(github, await listByName(github, name), branches);
    if (artifact === null) return null;
    const histories = [];
    for (const one of [artifact, ...await numberedBeside(github, artifact)]) {
      const files = await downloadArtifact(github, one, LIMITS2);
      histories.push(parseHistory(files.get(FILE)?.toString("utf8") ?? ""));
    }
    return { branch: artifact.branch ?? "", runs: joinHistories(histories) };
  }
  #nothingYet() {
    const [branch = "this branch"] = this.#run.baseBranches;
    return `no trusted run of ${branch} has left a history, or it has expired. A run on a push to it, or by a schedule, makes one, also where it fails; until then every issue is new.`;
  }
};
async function numberedBeside(github, { name, runId }) {
  if (runId === null) return [];
  const [, ...numbered] = numberedNames(name);
  const ofRun = await listOfRun(github, runId);
  return ofRun.filter((one) => !one.expired && numbered.includes(one.name));
}
function toBaseline(runs, branch, otherwise) {
  const [first, ...others] = runs;
  return first === void 0 ? { kind: "none", reason: otherwise } : { kind: "found", branch, runs: [first, ...others] };
}

// src/action/options-as-inputs.ts
init_rehearsal_error();
var WORKSPACE = ["the working directory", "the workspace"];
var OPTION = new RegExp(`(?<![\\w-])--(${INPUT_NAMES.join("|")})(?![\\w-])`, "g");
function errorOfInputs(error2) {
  const { code, cause, timedOut } = error2;
  return new RehearsalError(code, optionsAsInputs(error2.message), {
    hint: hintOfInputs(error2.hint),
    cause,
    timedOut
  });
}
function recordOfInputs(record2) {
  const { run } = record2;
  if (run.error === null) return record2;
  const { message, hint } = run.error;
  const error2 = { ...run.error, message: optionsAsInputs(message), hint: hintOfInputs(hint) };
  return { ...record2, run: { ...run, error: error2 } };
}
function hintOfInputs(hint) {
  return optionsAsInputs(hint).replaceAll(...WORKSPACE);
}
function optionsAsInputs(text) {
  return text.replaceAll(OPTION, (_, name) => `the input ${name}`);
}

// src/action/redact-record.ts
function redactRecord(record2, redact) {
  return redactTexts(record2, redact);
}
function redactTexts(value, redact) {
  return redactAny(value, redact);
}
function redactAny(value, redact) {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactAny(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [redact(name), redactAny(inner, redact)])
  );
}

// src/action/show-run.ts
async function showRun({ run, settings, runner }, { record: record2, baseline, directory }, places) {
  const origin = originOf(run, settings, places);
  const outputs = outputsOf({ record: record2, directory, ...places });
  await publish(outputs, summaryOfRun(record2, origin, baseline), runner.environment);
}

// src/action/modes/within-grace.ts
import { setTimeout as delay } from "node:timers/promises";
var GRACE_MS = 5e3;
async function withinGrace(work) {
  return await Promise.race([work.catch(() => null), delay(GRACE_MS, null, { ref: false })]);
}

// src/action/modes/rehearse-mode.ts
async function rehearseMode(step) {
  const { signal, directory } = step.runner;
  const given = await loadSettings(step);
  const redact = hideSecrets(given, step);
  const say = messages(redact);
  const github = await githubOf(step, say);
  const history = new GithubHistory(github, step, redact, say);
  const historyFile = await believedHistoryFile(resolve3(directory, given.output.history), step, say);
  const settings = { ...given, output: { ...given.output, history: historyFile } };
  const baseline = await untilCancelled(signal, () => history.prepare(historyFile)).catch(() => UNREAD);
  const record2 = recordOfInputs(redactRecord(await rehearseInLog(settings, redact, step), redact));
  const shown = {
    record: record2,
    baseline: baselineOf(record2, baseline),
    directory: resolve3(directory, settings.output.directory)
  };
  await showRun(step, shown, NOWHERE);
  await annotate(record2, settings, directory, gateHolds(record2, settings.failOn));
  const exitCode = exitCodeOf(record2, settings.failOn);
  if (record2.run.status === "cancelled") {
    await withinGrace(uploadRun(step, shown.directory, exitCode, redact, say));
    return conclude(record2, settings.failOn);
  }
  try {
    const places = await untilCancelled(signal, async () => {
      const artifacts = await uploadRun(step, shown.directory, exitCode, redact, say);
      await history.keep(historyFile);
      return { ...artifacts, commentUrl: await commentOnRun(step, github, settings, shown, artifacts, say) };
    });
    await showRun(step, shown, places);
  } catch (error2) {
    if (signal.aborted) return concludeEarly(record2, signal.reason);
    throw error2;
  }
  return conclude(record2, settings.failOn);
}
var UNREAD = { kind: "none", reason: "the run was cancelled before it was read." };
async function loadSettings({ runner, run, mistakes }) {
  const { environment, directory, parallelism, signal } = runner;
  const given = readInputs((name) => getInput(name));
  if (mistakes.some(isOfMode)) {
    throw settingsInvalid([...mistakes, ...checkGiven(given, "workflow").mistakes], "workflow");
  }
  const file = await readSettingsFile(
    typeof given.config === "string" ? given.config : null,
    directory,
    signal
  );
  const settings = parseSettings({
    door: "workflow",
    command: "rehearse",
    given,
    file,
    environment,
    parallelism,
    mistakes
  });
  refuseForeignCommands(run.event, settings, given);
  return settings;
}
function hideSecrets({ postgres }, { settings }) {
  const secrets = secretsIn(postgres.url);
  for (const secret of secrets) setSecret(secret);
  return redactor(settings.token === null ? secrets : [...secrets, settings.token]);
}
async function rehearseInLog(settings, redact, { runner, run }) {
  return runner.log.withoutCommands(async (print) => {
    const write = (text) => print(redact(text));
    const { emit: emit2 } = progressLines(write, () => performance.now());
    const { signal, environment } = runner;
    const surroundings = jobSurroundings(environment);
    const record2 = await rehearse(settings, { emit: emit2, signal }, { commit: run.sha, surroundings });
    write(`
${renderTerminal(record2, { color: true, width: 120 })}`);
    return record2;
  });
}

// src/action/modes/report-mode.ts
import { resolve as resolve4 } from "node:path";
init_exit_codes();
init_rehearsal_error();

// src/action/modes/pull-of-run.ts
async function pullOfRun({ api, repository: repository2 }, run) {
  const home = `${repository2.owner}/${repository2.repo}`;
  const { data: ofCommit } = await api.rest.repos.listPullRequestsAssociatedWithCommit({
    ...repository2,
    commit_sha: run.head_sha
  });
  const candidates = ofCommit.length > 0 ? ofCommit : await ofBranch({ api, repository: repository2 }, run);
  const pull = candidates.find(
    ({ state, head, base }) => state === "open" && head.sha === run.head_sha && head.repo?.full_name === run.head_repository?.full_name && base.repo.full_name === home
  );
  return pull?.number ?? null;
}
async function ofBranch({ api, repository: repository2 }, run) {
  const owner = run.head_repository?.full_name.split("/")[0];
  if (owner === void 0 || run.head_branch === null) return [];
  const { data } = await api.rest.pulls.list({
    ...repository2,
    state: "open",
    head: `${owner}:${run.head_branch}`
  });
  return data;
}

// src/rehearsal/failure-record.ts
function failureRecord({ code, message, hint }, { commit, sourcePath }) {
  const startedAt = /* @__PURE__ */ new Date();
  const nothing = { load: null, validation: null, performance: null, issues: [] };
  const today = startedAt.toISOString().slice(0, 10);
  return buildRunRecord(
    {
      ...nothing,
      version: VERSION,
      startedAt,
      durationMs: 0,
      commit,
      status: "error",
      error: { code, message, hint },
      sourcePath,
      snapshot: null,
      catalog: null,
      columnTypes: [],
      target: null,
      schema: null,
      prepare: [],
      remedies: [],
      waivers: [],
      phase: null,
      readiness: assessReadiness({
        ...nothing,
        command: "rehearse",
        isServerGiven: false,
        tables: [],
        proofs: /* @__PURE__ */ new Map(),
        changes: NO_CHANGES,
        settings: null,
        today
      }),
      excludedTables: [],
      coreTables: () => true,
      timings: {}
    },
    EMPTY_HISTORY
  );
}

// src/action/modes/sections-of-records.ts
function sectionsOf(run, named) {
  return groupShards(named).map((group) => ({
    record: mergeShards(group),
    origin: { ...originIn(run), ...placeOfAll(group, named), ...linksTo(group, run) },
    // each record says by itself what it was compared with
    baseline: { kind: "none", reason: null },
    previous: null
  }));
}
function sectionOfGap(run, gap) {
  const origin = originIn(run);
  return {
    record: failureRecord(gap, { commit: origin.sha, sourcePath: "" }),
    origin: {
      ...origin,
      ...{ job: run.job, step: run.step, leg: "" },
      ...{ jobUrl: null, artifactUrl: null, pageUrl: null }
    },
    baseline: { kind: "none", reason: null },
    previous: null
  };
}
function originIn(run) {
  const { triggeredBy } = run;
  const runId = triggeredBy?.id ?? run.runId;
  return {
    runId,
    attempt: triggeredBy?.run_attempt ?? run.attempt,
    sha: triggeredBy?.head_sha ?? run.sha,
    runUrl: runUrl(run, runId)
  };
}
function linksTo([{ origin, artifact, page }, ...others], run) {
  if (others.length > 0) return { jobUrl: null, artifactUrl: null, pageUrl: null };
  const url = runUrl(run, run.triggeredBy?.id ?? run.runId);
  return {
    jobUrl: origin.jobUrl?.startsWith(`${url}/`) === true ? origin.jobUrl : null,
    artifactUrl: `${url}/artifacts/${artifact.id}`,
    // a page of a stranger is not what we send anybody to
    pageUrl: run.triggeredBy === null && page !== null ? `${url}/artifacts/${page.id}` : null
  };
}
function placeOfAll(group, found) {
  const places = group.map((one) => placeOf(one, found));
  const all = (part) => [...new Set(places.map((place) => place[part]))].filter(Boolean).join(" + ");
  return { job: all("job"), step: all("step"), leg: all("leg") };
}
function placeOf({ origin, artifact }, found) {
  const spell = ({ key, job, step, leg }) => JSON.stringify([job || key, step, leg]);
  const isTwin = found.some(
    (other) => other.artifact.id !== artifact.id && spell(other.origin) === spell(origin)
  );
  return {
    job: origin.job || origin.key,
    step: isTwin ? artifact.name : origin.step,
    leg: origin.leg
  };
}

// src/action/modes/report-mode.ts
async function reportMode(step) {
  const { failOn, directory } = reportSettings(step);
  const redact = redactor(step.settings.token === null ? [] : [step.settings.token]);
  const say = messages(redact);
  const github = await githubOf(step, say);
  if (github === null) throw noRecords("there is no github-token to read artifacts with.");
  const { signal } = step.runner;
  const records = await untilCancelled(signal, () => find(step, github, say));
  const { found, unread } = records;
  const named = nameRecords(found).map((one) => ({ ...one, record: redactRecord(one.record, redact) }));
  const gap = unread.length === 0 ? null : unreadError(unread);
  const judged = (record2) => step.run.triggeredBy === null ? withGate(record2, failOn) : record2;
  const merged2 = withGap(judged(mergeRecords(named)), gap);
  await OutputFolder.lend({ directory, history: null }, [], (output) => output.write(merged2, null));
  const whole2 = { ...step, settings: { ...step.settings, leg: "" } };
  const shown = { record: merged2, baseline: { kind: "none", reason: null }, directory };
  await showRun(whole2, shown, NOWHERE);
  const own = sectionsOf(step.run, named).map((one) => ({
    ...one,
    // a step that is red for its own gate stays so here, whatever is asked of all
    record: one.record.gate?.holds === false ? one.record : judged(one.record)
  }));
  const sections = [...own, ...gap === null ? [] : [sectionOfGap(step.run, gap)]];
  try {
    const commentUrl = await untilCancelled(
      signal,
      () => commentOnRecords(step, github, sections, failOn, records, say)
    );
    await showRun(whole2, shown, { ...NOWHERE, commentUrl });
  } catch (error2) {
    if (signal.aborted) return concludeEarly(merged2, signal.reason);
    throw error2;
  }
  if (step.run.triggeredBy === null) return conclude(merged2, failOn);
  notice(
    `Reported ${found.length === 1 ? "one record" : `${found.length} records`} of the run ${step.run.triggeredBy.id}.`
  );
  return EXIT_CODES.ok;
}
async function tellNoReport(step, error2) {
  const { token, commentKey, comment: comment2 } = step.settings;
  if (commentKey === null || comment2 === "off") return NOWHERE;
  const redact = redactor(token === null ? [] : [token]);
  const say = messages(redact);
  const section = sectionOfGap(step.run, error2);
  const sections = [{ ...section, record: redactRecord(section.record, redact) }];
  const records = { found: [], unread: [error2.message] };
  try {
    const commentUrl = await untilCancelled(step.runner.signal, async () => {
      const github = await githubOf(step, say);
      return github === null ? "" : commentOnRecords(step, github, sections, "failure", records, say);
    });
    return { ...NOWHERE, commentUrl };
  } catch {
    return NOWHERE;
  }
}
function unreadError(unread) {
  return new RehearsalError("record-unreadable", `${unread.join(". ")}.`, {
    hint: "Run the jobs again whose artifacts these are: the others are in this report."
  });
}
function withGap(merged2, gap) {
  if (gap === null) return merged2;
  const { code, message, hint } = gap;
  return {
    ...merged2,
    result: "error",
    gate: null,
    run: { ...merged2.run, status: "error", error: { code, message, hint } },
    readiness: { ...merged2.readiness, verdict: "not-ready" }
  };
}
function reportSettings({ runner, mistakes }) {
  const { settings, mistakes: others } = checkGiven(
    readInputs((name) => getInput(name)),
    "workflow"
  );
  const all = [...mistakes, ...others];
  if (all.length > 0) throw settingsInvalid(all, "workflow");
  return {
    failOn: settings["fail-on"] ?? OPTIONS["fail-on"].default,
    directory: resolve4(runner.directory, settings.out ?? OPTIONS.out.default)
  };
}
async function find({ run, settings }, github, say) {
  const runId = run.triggeredBy?.id ?? run.runId;
  let records;
  try {
    records = await readRecords(github, runId, settings, say);
  } catch (error2) {
    throw noRecords(explainFailure(error2, "actions: read"));
  }
  if (records.found.length === 0) throw noRecords(`the run ${runId} has uploaded none.`);
  return records;
}
function noRecords(reason) {
  return new RehearsalError("record-unreadable", `There is no record to report of: ${reason}`, {
    hint: "A job with mode: rehearse uploads its record; artifact-name must begin the same in both."
  });
}
async function commentOnRecords({ run, settings }, github, sections, failOn, { found, unread }, say) {
  if (settings.comment === "off") return "";
  try {
    const pull = run.triggeredBy === null ? run.pull : await pullOfRun(github, run.triggeredBy);
    if (pull === null) {
      say.notice(
        "No open pull request has this commit as its head (any more), so there is nothing to comment on."
      );
      return "";
    }
    const key = settings.commentKey ?? keyOf(found) ?? run.job;
    return await commentOnPull(
      github,
      { pull, key, sections, isWholeRun: unread.length === 0, begins: true, mode: settings.comment, failOn },
      say
    );
  } catch (error2) {
    say.notice(`The pull request got no comment: ${explainFailure(error2, "pull-requests: write")}`);
    return "";
  }
}
function keyOf(found) {
  return found.map(({ origin }) => origin.key).toSorted()[0] ?? null;
}

// src/action/modes/tell-failure.ts
import { mkdtemp as mkdtemp3, rm as rm2 } from "node:fs/promises";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join6 } from "node:path";
async function tellFailure(step, error2) {
  const { snapshot = "", "postgres-url": url = "" } = readInputs((name) => getInput(name));
  const { token } = step.settings;
  const secrets = typeof url === "string" ? secretsIn(url) : [];
  const redact = redactor(token === null ? secrets : [...secrets, token]);
  const record2 = redactRecord(
    failureRecord(error2, { commit: step.run.sha, sourcePath: typeof snapshot === "string" ? snapshot : "" }),
    redact
  );
  const uploaded = await withinGrace(upload2(step, record2, error2, redact)) ?? NOWHERE;
  const commentUrl = await comment(step, record2, uploaded, redact).catch(() => "");
  return { ...uploaded, commentUrl };
}
async function upload2(step, record2, { exitCode }, redact) {
  if (step.run.event !== "pull_request" && !TRUSTED_EVENTS.includes(step.run.event)) return NOWHERE;
  const directory = await mkdtemp3(
    join6(step.runner.environment.RUNNER_TEMP ?? tmpdir3(), "pg-rehearsal-failure-")
  );
  try {
    await writeRunRecord(directory, record2);
    return { ...NOWHERE, ...await uploadRun(step, directory, exitCode, redact, messages(redact)) };
  } finally {
    await rm2(directory, { recursive: true, force: true });
  }
}
async function comment(step, record2, artifacts, redact) {
  if (step.settings.comment === "off" || step.run.pull === null) return "";
  const say = messages(redact);
  return await untilCancelled(
    step.runner.signal,
    async () => commentOnRun(
      step,
      await githubOf(step, say),
      // nobody knows whether the step was to rehearse, and what nobody rehearses would stay in the comment for ever
      { failOn: "failure", begins: !step.mistakes.some(isOfMode) },
      { record: record2, baseline: NONE },
      artifacts,
      say
    )
  );
}
var NONE = { kind: "none", reason: null };

// src/action/run-action.ts
async function runAction(runner) {
  const { github: settings, mistakes } = readActionInputs((name) => getInput(name));
  const run = await readGithubRun(runner.environment);
  const step = { runner, run, settings, mistakes };
  return runMode(step).catch((error2) => giveUp(knownError(error2), step));
}
function runMode(step) {
  const { mode } = step.settings;
  switch (mode) {
    case "rehearse":
      return rehearseMode(step);
    case "report":
      return reportMode(step);
    case "gate":
      return untilCancelled(step.runner.signal, () => gateMode(step));
    default:
      return mode;
  }
}
async function giveUp(error2, step) {
  const { failed, headline: headline2 } = WORDS[step.settings.mode];
  const redact = redactor([]);
  const summary2 = redact(summaryOf(`\u26D4 ${headline2}`, [error2.message, error2.hint]));
  const { environment } = step.runner;
  await publish(outputsWithoutRecord(), summary2, environment);
  await publish(outputsWithoutRecord(await tell(error2, step)), summary2, environment);
  fail(redact(`${failed}: ${error2.message}
${error2.hint}`));
  return error2.exitCode;
}
var WORDS = {
  rehearse: { failed: "Could not rehearse", headline: "Migration rehearsal: could not start" },
  report: { failed: "Could not report", headline: "Report of the rehearsals: could not start" },
  gate: { failed: "Could not ask the gate", headline: "The gate is closed: it could not be asked" }
};
async function tell(error2, step) {
  const { mode } = step.settings;
  switch (mode) {
    case "rehearse":
      return await tellFailure(step, error2);
    case "report":
      return await tellNoReport(step, error2);
    case "gate":
      return NOWHERE;
    default:
      return mode;
  }
}
function knownError(error2) {
  return error2 instanceof RehearsalError ? errorOfInputs(error2) : bugOf(error2);
}
function bugOf(error2) {
  const kind = error2 instanceof Error ? error2.name : typeof error2;
  return new RehearsalError("internal", `This is a bug in pg-rehearsal (${kind}).`, {
    hint: "Please report it, with the log of this step.",
    cause: error2
  });
}

// src/action/step-log.ts
import { randomUUID } from "node:crypto";
var StepLog = class {
  #write;
  /** Resumes the commands; nobody can guess it. Null while they are obeyed. */
  #token = null;
  constructor(write) {
    this.#write = write;
  }
  /** Does `work`, which may print whole lines of any text. */
  async withoutCommands(work) {
    this.#token = randomUUID();
    this.#write(`::stop-commands::${this.#token}
`);
    try {
      return await work((lines) => this.#write(lines));
    } finally {
      this.resumeCommands();
    }
  }
  /** For a program that must end in the middle of the work. */
  resumeCommands() {
    if (this.#token !== null) this.#write(`::${this.#token}::
`);
    this.#token = null;
  }
};

// src/action/main.ts
keepHeapSmall();
var log = new StepLog((text) => process.stdout.write(text));
var cancellation = new AbortController();
cancelOnSignals();
process.on("uncaughtException", (error2) => {
  log.resumeCommands();
  setFailed(`Could not rehearse: ${bugOf(error2).message}`);
  process.exit(EXIT_CODES.internal);
});
process.exitCode = await runAction({
  environment: process.env,
  directory: process.cwd(),
  parallelism: availableParallelism(),
  log,
  signal: cancellation.signal
});
if (cancellation.signal.aborted) process.stdout.write("", () => process.exit());
function cancelOnSignals() {
  const signals = [
    ["SIGINT", "cancelled-sigint", EXIT_CODES.sigint],
    ["SIGTERM", "cancelled-sigterm", EXIT_CODES.sigterm]
  ];
  for (const [signal, code, exitCode] of signals) {
    process.on(signal, () => {
      if (cancellation.signal.aborted) process.exit(exitCode);
      cancellation.abort(new RehearsalError(code, `Cancelled by ${signal}.`, { hint: "Run the job again." }));
    });
  }
}
