/** Fetches what there is to read. */
import type { LibraryAnswers } from "../../shared/requests/library";
import type { Handlers, Services } from "./handlers";

export function libraryHandlers({ library, outbox }: Services): Handlers<keyof LibraryAnswers> {
  return {
    library: async ({ query, cursor }) => {
      const found = await library.fetchPage(query, cursor);
      // the server answers, so what waits for it can go: sooner than the next alarm
      void outbox.flush();
      return found;
    },
    link: ({ suggestionId, scope }) => library.link(suggestionId, scope),
    image: ({ id }) => library.image(id),
    picture: ({ id }) => library.picture(id),
  };
}
