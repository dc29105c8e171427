import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A certificate authority that exists for one rehearsal, and the certificate that it gave to a server. PEM. */
export interface ThrowAwayAuthority {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

const HOUR_MS = 3_600_000

/**
 * Makes an authority and a certificate for the address 127.0.0.1, valid for a day. Node can sign, but not write
 * certificates; this is the little of the format that a server needs.
 * https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function makeAuthority(): ThrowAwayAuthority {
  const [root, server] = [keyPair(), keyPair()]
  const authority = certificate('pg-rehearsal throw-away authority', root.publicKey, root.privateKey, [
    extension('551d13', true, sequence(tlv(0x01, Buffer.from([0xff])))),
    extension('551d0f', true, tlv(0x03, Buffer.from([0x01, 0x06]))),
  ])
  const own = certificate('127.0.0.1', server.publicKey, root.privateKey, [
    extension('551d11', false, sequence(tlv(0x87, Buffer.from([127, 0, 0, 1])))),
  ])
  return {
    authority: pem(authority),
    certificate: pem(own),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function keyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

/** Signed by the authority, whose name it carries. */
function certificate(
  subject: string,
  publicKey: KeyObject,
  signer: KeyObject,
  extensions: readonly Buffer[],
): Buffer {
  const now = Date.now()
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name('pg-rehearsal throw-away authority'),
    sequence(time(now - HOUR_MS), time(now + 24 * HOUR_MS)),
    name(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', body, signer)
  return sequence(body, ECDSA_WITH_SHA256, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])))
}

/** Of DER: tag, length, value. https://www.itu.int/rec/T-REC-X.690 */
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const long = [...Buffer.from(value.length.toString(16).padStart(value.length > 0xff ? 4 : 2, '0'), 'hex')]
  const length = value.length < 0x80 ? [value.length] : [0x80 | long.length, ...long]
  return Buffer.concat([Buffer.from([tag, ...length]), value])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, ...parts)
}

const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'))

/** 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))

/** A common name alone (2.5.4.3). */
function name(common: string): Buffer {
  return sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(common)))))
}

/** `YYMMDDHHMMSSZ` */
function time(at: number): Buffer {
  return tlv(0x17, Buffer.from(`${new Date(at).toISOString().replaceAll(/\D/g, '').slice(2, 14)}Z`))
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const mark = critical ? [tlv(0x01, Buffer.from([0xff]))] : []
  return sequence(oid(id), ...mark, tlv(0x04, value))
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
