/** Puts the button in LinkedIn's composer, and takes it away. */
import type { ButtonAnswers } from "../../shared/requests/button";
import type { Handlers, Services } from "./handlers";

export function buttonHandlers({ composerButton }: Services): Handlers<keyof ButtonAnswers> {
  return {
    composer_button: async ({ on }) => {
      await composerButton.turn(on);
      return null;
    },
  };
}
