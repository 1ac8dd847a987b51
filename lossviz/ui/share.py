"""The share dialog: what students see, and one figure as a link, in a course page, in a document, as a file."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from lossviz.content.guides import task
from lossviz.content.taken import taken
from lossviz.drawing.words import say
from lossviz.hosts.embed import THEME
from lossviz.hosts.recipes import DOCUMENTS, PAGES, SANDBOX, Shared, guide_frame
from lossviz.live import payload
from lossviz.live.assets import style, version
from lossviz.live.routes import drawn
from lossviz.ui.live_figure import address as live_address
from lossviz.vocabulary import PARTS, Page, Table, View
from lossviz.vocabulary.drawings import ROLES
from lossviz.vocabulary.views import address

_SIZES = {
    "800 × 480": (800, 480),
    "500 × 300, small": (500, 300),
    "1000 × 600": (1000, 600),
    "as wide as the page": (0, 600),
}
_STOPS = {"11 stops each": 11, "21 stops each": 21, "41 stops each": 41, "all stops": 0}
_SECTIONS = ("Course page", "Document, notebook", "Files", "Task")
_COMPONENT = st.components.v2.component(
    "lossviz_sharing",
    html='<div class="lossviz-sharing"></div>',
    css=style("sharing"),
    js="""
export default function (component) {
  const { script } = component.data;
  let end = () => {}, ended = false;
  import(new URL(script, document.baseURI).href).then(
    ({ sharing }) => { if (!ended) end = sharing.attach(component); },
    () => { component.parentElement.querySelector(".lossviz-sharing").textContent =
      `This cannot be shown: its code did not load from ${script}. Reload the page.`; });
  return () => { ended = true; end(); };
}
""",
    isolate_styles=False,  # the menu of a figure looks as it does below the figure
)


_KEPT = (
    "Your own rows are too many for a link: they stay in your browser. The link, and all that is made here, shows the "
    "example."
)


def share_button(page: Page, view: View) -> None:
    """The button that opens the dialog."""
    if st.button("Share", key=f"{page.key}-share", width="content"):
        _dialog(page, view)


@st.dialog("Share what you see", width="large")
def _dialog(page: Page, view: View) -> None:
    shared = _shared(page, _seen(view))
    with st.container(gap="xsmall"):
        st.markdown("**Link**")
        st.code(shared.link, language=None, wrap_lines=True)
        if any(isinstance(each, Table) and each.is_kept(view.values[each.name]) for each in view.controls):
            st.caption(_KEPT)
    section = st.segmented_control(
        "Where to", _SECTIONS, default=_SECTIONS[0], required=True, key="share-section", label_visibility="collapsed"
    )
    with st.container(gap="xsmall"):
        dict(zip(_SECTIONS, (_course_page, _document, _files, _task), strict=True))[section or _SECTIONS[0]](shared)


def _shared(page: Page, view: View) -> Shared:
    fields = address(page, {**st.query_params.to_dict(), "hide": ",".join(view.conceal)})
    here = (st.context.url or "").rstrip("/")
    link = f"{here}?{urlencode(fields, safe=',')}" if fields else here
    return Shared(view=view, page=page.key, link=link, root=here.removesuffix(f"/{page.key}"))


def _seen(view: View) -> View:
    """The view without what the reader of the dialog has unticked."""
    groups = {title: dict(parts) for title, parts in _groups(view)}
    hidden = []
    with st.expander("What students see", key="share-ticks"):
        st.caption("Untick what shall not be there: to let students find it out, or because it has not been taught.")
        for title, parts in groups.items():
            st.markdown(f"**{title}**")
            columns = st.columns(2, gap="small")
            for place, (name, label) in enumerate(parts.items()):
                column = columns[place * 2 // len(parts)]
                if not column.checkbox(label, name not in view.conceal, key=f"seen-{name}"):
                    hidden.append(name)
    if hidden:
        labels = {name: label for parts in groups.values() for name, label in parts.items()}
        st.caption(f"Students do not see {_listed([labels[name] for name in hidden])}.")
    return replace(view, conceal=tuple(hidden))


def _groups(view: View) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What can be left out here, by where it is: names with what a page calls them."""
    whole = replace(view, conceal=())
    yield "Controls", [(each.name, each.spoken) for each in whole.shown]
    yield "Parts of the page", list(PARTS.items())
    there = {trace["meta"]["role"] for trace in drawn(whole).data} | {
        name.removeprefix("role:") for name in view.conceal
    }
    yield "Marks in the picture", [(f"role:{role}", words) for role, words in ROLES.items() if role in there]


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def _course_page(shared: Shared) -> None:
    first, second, third = st.columns(3, gap="small")
    key = first.selectbox("Where", list(PAGES), format_func=lambda name: PAGES[name].host, key="share-host")
    recipe = PAGES[key]
    size = second.selectbox("Size", list(_SIZES), key="share-size", disabled=not recipe.sized)
    themes = dict(THEME.options)
    theme = third.selectbox("Theme", list(themes), format_func=themes.__getitem__, key="share-theme")
    follows = recipe.resizes and st.toggle(
        "The frame is as high as the figure",
        key="share-follows",
        help="The page adapts the height of the frame to what is in it, also on a telephone.",
    )
    width, height = _SIZES[size]
    given = replace(shared, width=width, height=height, theme=theme, follows=follows)
    st.caption(recipe.place)
    st.code(recipe.text(given), language=recipe.language, wrap_lines=True)
    st.markdown("**Preview**")
    seen = {"title": given.title, "width": str(given.width or "100%"), "height": str(given.height)}
    _part("frame", {**seen, "address": given.embed, "sandbox": SANDBOX})


def _document(shared: Shared) -> None:
    for recipe in DOCUMENTS.values():
        st.markdown(f"**{recipe.host}**")
        st.caption(recipe.place)
        st.code(recipe.text(shared), language=recipe.language, wrap_lines=True)


def _files(shared: Shared) -> None:
    view, page = shared.view, shared.page
    st.markdown("**Picture and data**")
    st.caption("At the size of print, in light colours.")
    asked = {"page": page, "version": version(), "fields": view.fields(), "address": live_address()}
    _part("files", {**asked, "taken": taken(view, shared.link, date.today())})
    st.markdown("**A file that needs no network**")
    names = _sliders(view)
    if not names:
        st.caption("This figure has no slider that could move without a server.")
        return
    st.caption("One HTML file, from a memory stick too. The chosen sliders move together; all else stays as it is.")
    left, right = st.columns((2, 1), gap="small")
    live = left.pills(
        "Sliders that move, up to three",
        list(names),
        default=list(names)[:1],
        format_func=names.__getitem__,
        selection_mode="multi",
        key="share-live",
    )
    stops = _STOPS[right.selectbox("How finely", list(_STOPS), index=1, key="share-stops")]
    fields = {**view.fields(), "live": ",".join(live), **({"stops": str(stops)} if stops else {})}
    written, base = urlencode(fields, safe=","), live_address().removesuffix("/live")
    _part("offline", {"size": f"{base}/file/{page}/size?{written}", "file": f"{base}/file/{page}?{written}"})


def _task(shared: Shared) -> None:
    """A task from what is on screen: a reading, from where to where, a question; all of it in the link."""
    whole = replace(shared.view, conceal=())
    readings = {name: each for name, each in drawn(whole).readings.items() if math.isfinite(each.value)}
    if not readings:
        st.caption("This figure has no number in this state that a task could ask for.")
        return
    st.caption("Students start from what is on screen, and move the figure until a number of it is where you want it.")
    name = st.selectbox(
        "Number",
        list(readings),
        format_func=lambda name: f"{task.label(name, readings[name])}, now {say(readings[name].value)}",
        key="share-reading",
    )
    left, right = st.columns(2, gap="small")
    low = left.text_input("From", key="share-low", placeholder="open", max_chars=30)
    high = right.text_input("To", key="share-high", placeholder="open", max_chars=30)
    sign = st.toggle("Its sign does not matter", key="share-sign")
    controls = {each.name: each.spoken for each in whole.shown}
    free = st.multiselect(
        "What students can move",
        list(controls),
        [name for name in controls if name not in shared.view.conceal],
        format_func=controls.__getitem__,
        key="share-free",
    )
    ask = st.text_area("Your question", key="share-ask", max_chars=task.LONGEST_QUESTION, height=80)
    free_text = "" if len(free) == len(controls) else ",".join(free)
    given = {"ask": ask.strip(), "reading": name, "low": low.strip(), "high": high.strip(), "free": free_text}
    _made(shared, task.link(shared.page, shared.view, **given, sign="any" if sign else ""))


def _made(shared: Shared, fields: Mapping[str, str]) -> None:
    """The link of a task and its frame, or what it still needs."""
    found = task.read(fields)
    for notice in found.notices:
        st.caption(notice)
    if found.bound is None:
        return
    query = urlencode(fields, safe=",")
    link = f"{shared.root}/{task.GUIDE.key}?{query}"
    st.code(link, language=None, wrap_lines=True)
    title = f"{found.bound.label}, a task with a live figure"
    framed = guide_frame(f"{shared.root}/embed/{task.GUIDE.key}?{query}", title)
    st.code(framed, language="html", wrap_lines=True)
    st.link_button("Try it", link)


def _sliders(view: View) -> dict[str, str]:
    """The sliders that can move in a file: their names, and what a page calls them."""
    able, most = payload.sliders(view), view.figure.most_steps
    parts = (part for each in view.shown for part in each.described(view.values[each.name], most))
    return {part["name"]: part["label"] for part in parts if part["name"] in able}


def _part(part: str, told: Mapping[str, Any]) -> None:
    """What the browser shows of a figure, see ``sharing.js``."""
    script = f"{live_address()}/browser/{version()}/lossviz.js"
    _COMPONENT(key=f"share-{part}", data={"part": part, "script": script, **told})
