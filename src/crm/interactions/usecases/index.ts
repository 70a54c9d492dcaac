/** What people do with contacts: prepare the form, log one. */
export { type ContactWish, type LoggedContact, logContact } from './log.ts';
export { findAddressees, readForContact, readTyped } from './start.ts';
