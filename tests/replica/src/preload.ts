/** The hidden frame with a copy of the feed in it. It focuses an editor of its own, as a real one may. */
document.querySelector<HTMLElement>("[contenteditable]")?.focus();

export {};
