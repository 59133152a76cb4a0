/** Does what an employee decides about themselves. */
import type { PersonAnswers } from "../../shared/requests/person";
import type { Handlers, Services } from "./handlers";

export function personHandlers({ person }: Services): Handlers<keyof PersonAnswers> {
  return {
    me: () => person.refresh(),
    change_me: ({ wishes }) => person.change(wishes),
    transparency: ({ language }) => person.transparency(language),
    export: () => person.exported(),
    leave: async () => {
      await person.leave();
      return null;
    },
  };
}
