/** Fetches what there is to read, and puts aside what the employee puts aside. */
import type { LibraryAnswers } from "../../shared/requests/library";
import type { Handlers, Services } from "./handlers";

export function libraryHandlers({ library, pictures, outbox, attention }: Services): Handlers<keyof LibraryAnswers> {
  return {
    library: async ({ query, cursor }) => {
      const found = await library.fetchPage(query, cursor);
      // the server answers, so what waits for it can go: sooner than the next alarm
      void outbox.flush();
      return found;
    },
    link: ({ suggestionId, scope }) => library.link(suggestionId, scope),
    image: ({ id }) => pictures.image(id),
    mark: async ({ suggestionId, mark }) => {
      await library.mark(suggestionId, mark);
      return null;
    },
    seen: async ({ ids }) => {
      await attention.saw(ids);
      return null;
    },
    picture: ({ id }) => pictures.picture(id),
  };
}
