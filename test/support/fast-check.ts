import fc from 'fast-check'

/** The same values in every normal run, so that nothing but a change fails it; the nightly run draws others. */
export const PROPERTY_SEED = Number(process.env.PROPERTY_SEED ?? 20261)

fc.configureGlobal({ seed: PROPERTY_SEED })

export default fc
