/** Carries what an employee says, and fetches what is said to them. */
import type { VoicesAnswers } from "../../shared/requests/voices";
import type { Handlers, Services } from "./handlers";

export function voicesHandlers({ voices }: Services): Handlers<keyof VoicesAnswers> {
  return {
    my_feedback: () => voices.myFeedback(),
    give_feedback: ({ suggestionId, feedback }) => voices.give(suggestionId, feedback),
    take_back: async ({ suggestionId }) => {
      await voices.takeBack(suggestionId);
      return null;
    },
    ideas: () => voices.ideas(),
    upload_photo: ({ key, photo, picture }) => voices.uploadPhoto(key, photo, picture),
    send_idea: ({ key, idea }) => voices.send(key, idea),
    reply_to_idea: ({ key, ideaId, reply }) => voices.reply(key, ideaId, reply.text),
    withdraw_idea: async ({ ideaId }) => {
      await voices.withdraw(ideaId);
      return null;
    },
    thanks: () => voices.thanks(),
    impact: ({ period }) => voices.impact(period),
  };
}
