/** Signing out: nothing stays behind for the next one at this device. */
import { dropAllDrafts } from '../draft.ts'
import { sayRefused } from '../notices.ts'
import { signOut } from './session.ts'

/** @returns whether one is out. */
export async function leave(): Promise<boolean> {
  try {
    await signOut()
    dropAllDrafts()
    return true
  } catch (error) {
    sayRefused(error)
    return false
  }
}
