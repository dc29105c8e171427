import { expect, test } from 'vitest'
import { rehearseScript } from '../support/rehearse.ts'
