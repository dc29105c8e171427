import { createHash } from 'node:crypto'
import type { Tone } from './badge.ts'
import { type Html, html, verbatim } from './html.ts'
import { PAGE_SCRIPT } from './page-script.ts'
import { PAGE_STYLE } from './page-style.ts'

interface Page {
  /** Of the window; may hold text of a stranger. */
  readonly title: string
  readonly tone: Tone
  readonly body: Html
}

/** The browser runs the script and applies the style of these hashes, and fetches nothing. https://www.w3.org/TR/CSP3/ */
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  `style-src ${hashOf(PAGE_STYLE)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const ICON_COLOURS = {
  good: '1a7f4b',
  warn: 'b7791f',
  bad: 'c22f2f',
  calm: '5b6675',
} as const satisfies Record<Tone, string>

/** One file that needs no other: everything is in it, and it may ask for nothing. */
export function htmlPage({ title, tone, body }: Page): string {
  const icon = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23${ICON_COLOURS[tone]}'/%3E%3C/svg%3E`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${verbatim(icon)}">
<style>${verbatim(PAGE_STYLE)}</style>
</head>
<body>
${body}
<script>${verbatim(PAGE_SCRIPT)}</script>
</body>
</html>
`
  return page.toString()
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
}
