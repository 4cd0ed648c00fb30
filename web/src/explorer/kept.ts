/** What a tab keeps while it is open. Nothing outlives it, and what is typed is not kept at all. */

import { useState } from "react";

export function useKept<T extends string>(key: string, first: T): [T, (value: T) => void] {
  const [value, set] = useState<T>(() => (sessionStorage.getItem(key) as T | null) ?? first);
  const keep = (next: T): void => {
    if (next) sessionStorage.setItem(key, next);
    else sessionStorage.removeItem(key);
    set(next);
  };
  return [value, keep];
}

/** Where the editors believe that they store: variables hold numbers, so it forgets at once. */
export const FORGETFUL = {
  length: 0,
  getItem: (): null => null,
  setItem: (): void => undefined,
  removeItem: (): void => undefined,
  clear: (): void => undefined,
};
