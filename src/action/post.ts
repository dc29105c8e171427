import * as core from '@actions/core'
import { removeLeftovers } from '../engines/postgres/provision/remove-leftovers.ts'
import { CONTAINER_STATE } from './job-surroundings.ts'

// The step after the job: main has removed what it had made, unless it was killed.

const container = core.getState(CONTAINER_STATE)
const remains = await removeLeftovers(container === '' ? null : container, process.env)
if (remains !== null) core.warning(remains)
