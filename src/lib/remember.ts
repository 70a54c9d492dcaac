/**
 * The same function, which remembers its last answers: for what is asked again and again within one piece of
 * work. Past `limit` answers it forgets them all, so that memory stays bounded.
 */
export function remembered<K, V>(limit: number, make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    if (known.size >= limit) known.clear();
    known.set(key, made);
    return made;
  };
}
