import type { PostgresDatabase } from '../engines/postgres/database.ts'
import type { AppliedRemedy } from '../issues/applied-remedy.ts'
import { type Issue, issueId } from '../issues/issue.ts'
import type { Context, Stage } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { matchesGlob } from '../sql/matches-glob.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import type { LoadResult } from '../stages/load/load-result.ts'
import type { PerformanceResult } from '../stages/performance/performance-result.ts'
import { assessReadiness } from '../stages/readiness/assess-readiness.ts'
import type { Proofs } from '../stages/readiness/finding.ts'
import type { RunCommand } from '../stages/readiness/not-executed.ts'
import { type DowntimeFacts, type Projection, projectDowntime } from '../stages/readiness/project-downtime.ts'
import { buildRunRecord } from '../stages/record/build-run-record.ts'
import { type History, readHistory } from '../stages/record/history.ts'
import type { RunFacts } from '../stages/record/run-facts.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { unusedRemedies } from '../stages/remedy/unused-remedies.ts'
import type { Examination, Snapshot } from '../stages/snapshot/snapshot.ts'
import { leaveOut } from '../stages/target/render-ddl.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import type { ValidationResult } from '../stages/validation/validation-result.ts'
import { columnTypesOf } from './column-types-of.ts'
import { explainFailure } from './explain-failure.ts'
import { withGate } from './gate.ts'
import type { Invocation } from './invocation.ts'
import { LeftDatabases } from './left-databases.ts'
import type { OutputFolder } from './output-folder.ts'
import type { Resolved } from './resolve-issues.ts'
import { StageClock } from './stage-clock.ts'
import { VERSION } from './version.ts'
import { withoutToldMismatches } from './without-told-mismatches.ts'

type Collected = { readonly catalog: Catalog | null } & Pick<
  RunFacts,
  | 'sourcePath'
  | 'snapshot'
  | 'excludedTables'
  | 'target'
  | 'schema'
  | 'load'
  | 'validation'
  | 'performance'
  | 'status'
  | 'error'
>

/** Servers that we have not started. */
const GIVEN: ReadonlySet<string | null> = new Set(['url', 'service'])

/** Stages that tell of no rows. */
const WITHOUT_ROWS: ReadonlySet<Stage> = new Set(['postgres', 'performance'])

type Measured = Pick<DowntimeFacts, 'durable' | 'rehearsedBytes' | 'elapsedMs'>

/**
 * Collects what a run finds, stage by stage, so that a record can be written at any point: when the run is
 * finished, when it was cancelled, and when it failed.
 */
export class RunLog {
  readonly #command: RunCommand
  readonly #settings: ParsedSettings
  readonly #context: Context
  readonly #invocation: Invocation
  readonly #history: History
  readonly #output: OutputFolder
  readonly #startedAt = new Date()
  readonly #started = performance.now()
  readonly #clock: StageClock
  readonly #left: LeftDatabases
  readonly #issues: Issue[] = []
  #schema: TargetSchema | null = null
  #measured: Measured | null = null
  #remedies: readonly AppliedRemedy[] = []
  #proofs: Proofs = new Map()
  #treated: Resolved['treated'] = new Set()
  #bug: { readonly error: unknown } | null = null
  #facts: Collected = {
    sourcePath: '',
    snapshot: null,
    catalog: null,
    excludedTables: [],
    target: null,
    schema: null,
    load: null,
    validation: null,
    performance: null,
    status: 'finished',
    error: null,
  }

  private constructor(
    command: RunCommand,
    settings: ParsedSettings,
    context: Context,
    invocation: Invocation,
    history: History,
    output: OutputFolder,
  ) {
    this.#command = command
    this.#settings = settings
    this.#context = context
    this.#clock = new StageClock(context)
    this.#left = new LeftDatabases(context)
    this.#invocation = invocation
    this.#history = history
    this.#output = output
    this.#facts = { ...this.#facts, sourcePath: settings.source.snapshot ?? '' }
  }

  /** Begins the log of a run. @throws RehearsalError `record-unreadable` where the history cannot be read */
  static async start(
    command: RunCommand,
    settings: ParsedSettings,
    context: Context,
    invocation: Invocation,
    output: OutputFolder,
  ): Promise<RunLog> {
    const history = await readHistory(settings.output.history)
    for (const message of [...settings.notes, ...history.notes]) context.emit({ type: 'note', message })
    return new RunLog(command, settings, context, invocation, history, output)
  }

  get rejectsDirectory(): string {
    return this.#output.rejectsDirectory
  }

  get tellLeft(): LeftDatabases['tell'] {
    return this.#left.tell
  }

  /** Milliseconds that a stage has taken; 0 where it has not run. */
  took(stage: Stage): number {
    return this.#clock.durations[stage] ?? 0
  }

  /** Runs a stage and keeps its duration, also when it fails. */
  async stage<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const tables = WITHOUT_ROWS.has(stage) ? undefined : this.#facts.catalog?.tables
    return await this.#clock.run(
      stage,
      tables?.reduce((sum, { rowCount }) => sum + rowCount, 0) ?? null,
      work,
    )
  }

  /**
   * Begins the first stage of `work`. Turns its failure into facts: that of a run that had read the source, and every
   * cancellation. Another one is thrown.
   */
  async guard(first: Stage, work: () => Promise<void>): Promise<void> {
    try {
      this.#clock.begin(first)
      await work()
    } catch (error) {
      const { code, message, hint } = explainFailure(error, this.#context.signal)
      const status = code.startsWith('cancelled-') ? 'cancelled' : 'error'
      if (this.#facts.snapshot === null && status === 'error') throw error
      this.#facts = { ...this.#facts, status, error: { code, message, hint } }
      if (code === 'internal') this.#bug = { error }
    } finally {
      this.#clock.stop()
    }
  }

  tookSnapshot(snapshot: Snapshot): void {
    this.#clock.end()
    this.#facts = { ...this.#facts, sourcePath: snapshot.sourcePath, snapshot: { ...snapshot, sha256: null } }
  }

  /** Keeps what comes of it, also where a stage fails meanwhile. Who lends the snapshot tells why nothing came. */
  examining(examination: Promise<Examination>): void {
    const keep = ({ sha256, issues }: Examination) => {
      const { snapshot } = this.#facts
      this.#facts = { ...this.#facts, snapshot: snapshot && { ...snapshot, sha256 } }
      this.#issues.push(...issues)
    }
    void examination.then(keep, () => {})
  }

  /** What the source holds once the remedies of the settings are applied. */
  resolved<T extends Resolved>(resolved: T): T {
    const { applied, catalog, excluded, issues, treated } = resolved
    this.#facts = { ...this.#facts, catalog, excludedTables: excluded }
    this.#remedies = applied
    this.#treated = treated
    this.#issues.push(...catalog.issues, ...issues)
    return resolved
  }

  preparedTarget(database: PostgresDatabase, schema: TargetSchema, issues: readonly Issue[]): void {
    const target = {
      version: database.serverVersion,
      provision: database.provision,
      database: database.name,
      schema: schema.origin,
    } as const
    this.#schema = schema
    this.#facts = { ...this.#facts, target, schema }
    this.#issues.push(...issues)
  }

  loaded(load: LoadResult): void {
    this.#facts = { ...this.#facts, load }
    this.#schema &&= leaveOut(this.#schema, load.impossible)
    this.#issues.push(...load.issues)
  }

  /** What the downtime is projected from. */
  measured(measured: Measured): void {
    this.#measured = measured
  }

  validated(validation: ValidationResult, issues: readonly Issue[]): void {
    this.#facts = { ...this.#facts, validation }
    this.#issues.push(...issues)
  }

  comparedQueries(performance: PerformanceResult): void {
    this.#facts = { ...this.#facts, performance }
    this.#issues.push(...performance.issues)
  }

  /** The lines of the checklist that were executed. */
  executed(proofs: Proofs): void {
    this.#proofs = proofs
  }

  /**
   * Writes the record, the reports and the history.
   *
   * @throws RehearsalError `output-unwritable`; and what a bug of ours threw, once its record is written
   */
  async finish(): Promise<RunRecord> {
    if (this.#facts.status === 'finished') {
      const { remedies } = this.#settings.resolution
      this.#issues.push(...unusedRemedies(remedies, this.#treated, this.#issues.map(issueId)))
    }
    const record = withGate(buildRunRecord(this.#allFacts(), this.#history), this.#settings.failOn)
    await this.#output.write(record, this.#schema)
    if (this.#bug !== null) throw this.#bug.error
    return record
  }

  /** The rules of a database that was there are seen, not made: they prove no line of the checklist. */
  #created(load: LoadResult | null): LoadResult | null {
    return load !== null && this.#schema?.origin === 'given' ? { ...load, ledger: [] } : load
  }

  #projection(): Projection | null {
    const { load, validation } = this.#facts
    if (this.#measured === null || load === null || validation === null) return null
    return projectDowntime({
      ...this.#measured,
      ...this.#settings.downtime,
      rows: load.tables.reduce((sum, { rowsSource }) => sum + rowsSource, 0),
    })
  }

  #allFacts(): RunFacts {
    const projection = this.#projection()
    const { core } = this.#settings.tables
    const { prepare, waivers, phase } = this.#settings.resolution
    const { load, validation, performance: queries } = this.#facts
    const issues = withoutToldMismatches(this.#issues, this.#schema, load?.ledger)
    const tables = this.#facts.catalog?.tables.map(({ name }) => name) ?? []
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
        today: this.#startedAt.toISOString().slice(0, 10),
      }),
      projection,
      coreTables: (name) => core.length === 0 || core.some((glob) => matchesGlob(name, glob)),
      timings: this.#clock.durations,
    }
  }
}
