/**
 * Everything the extension knows about LinkedIn's markup, and the only file that may know it.
 * Attributes that LinkedIn's own code depends on come first; its hashed class names and translated labels never do.
 */

/** The member composer of 2026: its editor, or a wrapper of it. */
export const MEMBER_EDITOR = '[componentkey="ShareBox_textEditor"]';

/** What surrounds the editor in the composers that say what they are. */
export const COMPOSER_SURFACE = [
  '[data-sdui-screen="com.linkedin.sdui.flagshipnav.sharing.ShareCompose"]',
  '[data-test-modal-id="sharebox"]',
  ".share-box-v2__modal",
].join(", ");

/** Something to write a post in. The older composers do not always give Quill's editor a role. */
export const EDITOR = '[contenteditable="true"][role="textbox"], .ql-editor[contenteditable="true"]';

/** Composers that do not say what they are, such as a company page's, are at least dialogs. */
export const DIALOG = 'dialog[open], [role="dialog"]';

/** Editors of the two libraries that LinkedIn uses, by the libraries' own class names. */
export const LIBRARY_EDITOR = ".ql-editor, .ProseMirror, .tiptap";

/** The other fields of LinkedIn's own forms and searches, which a composer has none of. */
export const SEARCH_FIELD = '[role="searchbox"], [role="combobox"], input[type="search"]';
export const FORM_FIELD = "input, textarea, select";
/** Fields that say what they are for, besides those with a label. */
export const NAMED_FIELD = "form *, [aria-label], [aria-labelledby], [placeholder]";

/** What an extension has in the page: its own files, or a layer above everything. */
export const INJECTED = [
  '[src^="chrome-extension:"]',
  '[src^="moz-extension:"]',
  '[style*="chrome-extension:"]',
  '[style*="moz-extension:"]',
  '[style*="2147483647"]',
  '[class*="grammarly"]',
  '[id*="grammarly"]',
  '[class*="languagetool"]',
].join(", ");

/** Custom elements of LinkedIn itself; those of others are an extension's. */
export const OWN_CUSTOM_ELEMENT = /^(?:li|artdeco|voyager|sdui)-/u;

export const BUTTON = 'button, [role="button"]';

/** A button with one of these is not "Post", whatever the language. */
export const ICON = "svg, img, li-icon";

/** Comments, chat, search and Quill's own clipboard: editors that are not the composer, and whatever lies in them. */
export const DECOY = [
  '[componentkey^="commentBox-"]',
  '[class*="comments-comment"]',
  '[class*="msg-form"]',
  '[class*="msg-overlay"]',
  ".ql-clipboard",
  '[role="search"]',
  '[role="searchbox"]',
  '[role="combobox"]',
].join(", ");
