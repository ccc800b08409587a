import fc from 'fast-check'

/** In CI the same cases every time, so that a red run is about the change; elsewhere new ones with every run. */
const CI_SEED = 81890

if (process.env.CI) fc.configureGlobal({ seed: CI_SEED })
