/** A name inside Chinese words: where it begins or ends with a Latin letter or a digit, it stands off by a space. */
export const spaced = (name: string | number | undefined): string =>
  String(name ?? '')
    .replace(/^(?=[a-z\d])/i, ' ')
    .replace(/(?<=[a-z\d])$/i, ' ');
