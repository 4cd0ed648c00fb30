/** What the types must refuse; the type checker fails where one of these lines would be allowed. */

import { SCREEN_POP } from "./generated/documents";
import { ask } from "./service";

export async function wrong(token: string): Promise<void> {
  // @ts-expect-error The number is missing.
  await ask(token, SCREEN_POP, {});
  // @ts-expect-error There is no such variable.
  await ask(token, SCREEN_POP, { number: "", purpose: "MARKETING_DIRECT_CALL" });
  const { data } = await ask(token, SCREEN_POP, { number: "" });
  const profile = data?.callerContext?.resolution.profile;
  // @ts-expect-error A name may be withheld, so it may be null.
  profile?.name.length;
  // @ts-expect-error The document does not select it.
  profile?.birthday;
}
