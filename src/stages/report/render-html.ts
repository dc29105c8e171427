import { formatCount } from '../../progress/amount.ts'
import type { RunRecord } from '../record/run-record.ts'
import { checklistSection, performanceSection } from './html/assessment-sections.ts'
import { RESULT_TONES } from './html/badge.ts'
import { remedySection, resolvedSection } from './html/decision-sections.ts'
import { html } from './html/html.ts'
import { htmlPage } from './html/html-page.ts'
import { issueSection } from './html/issue-section.ts'
import { objectSection } from './html/object-section.ts'
import { reproductionSection } from './html/reproduction-section.ts'
import { renderNavigation, renderSection } from './html/section.ts'
import { cutText } from './html/stranger-text.ts'
import { mismatchSection, tableSection } from './html/table-section.ts'
import { nextActionsSection, testRunSection } from './html/test-run-section.ts'
import { trendSection } from './html/trend-section.ts'
import { verdictHeader } from './html/verdict-header.ts'
import { verdictOf } from './verdict.ts'

const LONGEST_SOURCE = 80

/**
 * The report of one test run as a page of its own: it opens from the disk, asks for no other file, and is complete
 * without its script. However large the record is, the page has less than 10 MB; what did not fit is counted in it.
 */
export function renderHtml(record: RunRecord): string {
  const { run, source, tool } = record
  const { headline, shownAs } = verdictOf(record)
  const sections = [
    testRunSection(record),
    nextActionsSection(record),
    issueSection(record),
    resolvedSection(record),
    remedySection(record),
    tableSection(record),
    mismatchSection(record),
    objectSection(record),
    performanceSection(record),
    checklistSection(record),
    trendSection(record),
    reproductionSection(record),
  ]
  const title = `${headline} · run ${run.number} · ${cutText(source.path, LONGEST_SOURCE)}`
  const body = html`<a class="skip" href="#test-run">To the report</a>
${verdictHeader(record)}
${renderNavigation(sections)}
<main>
${sections.map(renderSection)}</main>
<footer><p>Made by ${tool.name} ${tool.version} from the record of test run ${formatCount(run.number)}. No cell values are on this page; rows are named by their keys.</p></footer>`
  return htmlPage({ title, tone: RESULT_TONES[shownAs], body })
}
