import type { Scene } from '../../bot/doing.ts';
import { callForPhones } from '../../crm/reception/usecases/arrival.ts';
import {
  type Registered,
  type Registration,
  registerCustomer,
} from '../../crm/registration/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';

/** The blind answers of a registration whose phone is known already. */
const KNOWN = ['phoneYours', 'phoneProtected', 'phoneHeld'];

/**
 * Registers, for a party at the door where there is one. Where the phone turns out to be somebody's, a
 * colleague's customer stands there: their rep is called (义务接待); the rep's own is linked. Throws
 * `arrivalCalled`, `arrivalOwn`, and what `registerCustomer` throws.
 */
export async function registerFrom(
  scene: Scene,
  arrivalId: string | undefined,
  registration: Registration,
): Promise<Registered> {
  try {
    return await registerCustomer(scene, { ...registration, ...(arrivalId && { arrivalId }) });
  } catch (error) {
    const isKnown = error instanceof Refusal && KNOWN.includes(error.code);
    if (!arrivalId || !isKnown) throw error;
    const { told } = await callForPhones(scene, arrivalId, registration.values.phones);
    if (told === 'called') throw new Refusal('arrivalCalled', {}, 'phones');
    throw told === 'own' ? new Refusal('arrivalOwn', {}, 'phones') : error;
  }
}
