// What people can do about members, teams and their own preferences.
export * from './joining.ts';
export {
  addMember,
  changeMember,
  getMember,
  listMembers,
  type Member,
  type MemberTerms,
  NUDGE_TARGETS,
  removeMember,
  type Team,
} from './members.ts';
export * from './preferences.ts';
export * from './syncing.ts';
export * from './teams.ts';
