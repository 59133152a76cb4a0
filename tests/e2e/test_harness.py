"""What the browser tests stand on: a click that would land on something else is held back, and made again."""

from e2e.harness import Browser
from e2e.inserting import LINKEDIN

# Two buttons that change places as soon as the mouse comes, once; each counts its clicks.
_SWAP = """() => {
  const places = ["100px", "300px"];
  window.clicks = { wanted: 0, other: 0 };
  const buttons = Object.keys(clicks).map((name, i) => {
    const button = Object.assign(document.createElement("button"), { id: name, textContent: name });
    Object.assign(button.style, { position: "fixed", zIndex: 9999, top: "200px", left: places[i], width: "90px" });
    button.addEventListener("click", () => { clicks[name] += 1; });
    document.body.append(button);
    return button;
  });
  addEventListener("pointermove", () => {
    buttons.forEach((button, i) => { button.style.left = places[1 - i]; });
  }, { once: true });
}"""


def test_what_moves_away_from_under_the_mouse_is_clicked_in_its_new_place_and_nothing_else_is(browser: Browser) -> None:
    tab = browser.open(f"{LINKEDIN}/posts/1")
    tab.evaluate(_SWAP)

    tab.click("#wanted")

    assert tab.evaluate("clicks") == {"wanted": 1, "other": 0}


# A button that moves down in its box as soon as the mouse comes, once.
_SLIDE = """() => {
  window.clicks = 0;
  const box = document.createElement("div");
  Object.assign(box.style, { position: "fixed", zIndex: 9999, inset: "100px", background: "white" });
  const button = Object.assign(document.createElement("button"), { id: "wanted", textContent: "wanted" });
  button.addEventListener("click", () => { clicks += 1; });
  box.append(button);
  document.body.append(box);
  addEventListener("pointermove", () => { button.style.marginTop = "100px"; }, { once: true });
}"""


def test_what_it_stands_in_is_not_clicked_in_its_place(browser: Browser) -> None:
    tab = browser.open(f"{LINKEDIN}/posts/1")
    tab.evaluate(_SLIDE)

    tab.click("#wanted")

    assert tab.evaluate("clicks") == 1


# A button that moves down in its box as soon as it is pressed, once: it is let go of beside it.
_DODGE = _SLIDE.replace("pointermove", "pointerdown")


def test_what_is_let_go_of_beside_it_is_clicked_once_more(browser: Browser) -> None:
    tab = browser.open(f"{LINKEDIN}/posts/1")
    tab.evaluate(_DODGE)

    tab.click("#wanted")

    assert tab.evaluate("clicks") == 1


def test_what_goes_away_as_soon_as_it_is_pressed_was_clicked(browser: Browser) -> None:
    tab = browser.open(f"{LINKEDIN}/posts/1")
    tab.evaluate(
        _SLIDE.replace('button.style.marginTop = "100px"', "button.remove()").replace("pointermove", "pointerdown")
    )

    tab.click("#wanted")

    assert tab.evaluate("document.querySelector('#wanted')") is None


# A button in whose place another of the same name comes as soon as it is pressed, once.
_ANEW = _SLIDE.replace("pointermove", "pointerdown").replace(
    'button.style.marginTop = "100px"',
    "const next = button.cloneNode(true); next.onclick = () => { clicks += 1; }; button.replaceWith(next)",
)


def test_what_is_drawn_anew_as_it_is_pressed_is_clicked_once_more(browser: Browser) -> None:
    tab = browser.open(f"{LINKEDIN}/posts/1")
    tab.evaluate(_ANEW)

    tab.click("#wanted")

    assert tab.evaluate("clicks") == 1


def test_a_click_that_leads_to_another_page_is_a_click(browser: Browser) -> None:
    tab = browser.open(f"{LINKEDIN}/posts/1")
    tab.evaluate(_LINK)

    tab.click("#away")

    tab.wait_for("location.pathname === '/posts/2'")


_LINK = """() => {
  const link = Object.assign(document.createElement("a"), { id: "away", href: "/posts/2", textContent: "away" });
  Object.assign(link.style, { position: "fixed", zIndex: 9999, top: "200px", left: "200px" });
  document.body.append(link);
}"""
