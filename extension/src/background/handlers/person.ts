/** Does what an employee decides about themselves. */
import type { PersonAnswers } from "../../shared/requests/person";
import type { Handlers, Services } from "./handlers";

export function personHandlers({ person, outbox }: Services): Handlers<keyof PersonAnswers> {
  return {
    me: async () => {
      const account = await person.refresh();
      // asked for when the panel opens: the server answers, so what waits for it can go
      void outbox.flush();
      return account;
    },
    change_me: ({ wishes }) => person.change(wishes),
    transparency: ({ language }) => person.transparency(language),
    export: () => person.exported(),
    leave: async () => {
      await person.leave();
      return null;
    },
  };
}
