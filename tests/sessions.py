"""A viewer's session over Streamlit's websocket, without a browser.

    session = await Session.open("http://127.0.0.1:8501", "category=leading&lang=en")
    run = await session.rerun({"category leading": False})
    run = await session.rerun({"prefectures": [session.option("prefectures", "静岡県")]})
    run = await session.trigger("map", "picked", {"code": "22206", "lon": 138.9, "lat": 35.1})
    session.component("map")["table"]["shown"]; session.texts(); run.seconds; run.received

It keeps what the browser's page keeps: the elements of the last run, the widgets' values (also
those that the server sets), the link, and the messages that the server then sends by hash only.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

WAIT_SECONDS: Final = 60.0
"""How long a run may take before it counts as lost (``TimeoutError``)."""

_VALUE_OF: Final = {
    "Button": "trigger_value",
    "ButtonGroup": "string_array_value",
    "Checkbox": "bool_value",
    "MultiSelect": "string_array_value",
    "Radio": "string_value",
    "Selectbox": "string_value",
    "TextInput": "string_value",
}
"""The field of a widget's state that holds its value, by kind of widget."""


@dataclass(frozen=True)
class Run:
    """One run of the script as its viewer saw it: time to its end, bytes and messages received."""

    seconds: float
    received: int
    messages: int


@dataclass
class Session:
    """One session; :meth:`open` makes it, ``async with`` or :meth:`close` ends it."""

    socket: ClientConnection
    url: str
    query: str
    first: Run = field(default=Run(0.0, 0, 0), init=False)
    page: str = field(default="", init=False)
    pages: dict[str, str] = field(default_factory=dict, init=False)
    title: str = field(default="", init=False)
    received: int = field(default=0, init=False)
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict, init=False)
    _states: dict[str, WidgetState] = field(default_factory=dict, init=False)
    _known: dict[str, ForwardMsg] = field(default_factory=dict, init=False)

    @classmethod
    async def open(cls, address: str, query: str = "", language: str = "ja-JP") -> Self:
        """Connect to the server at ``address`` (``http://…``) and run the page of a link.

        ``language`` is what the browser says in ``Accept-Language``.
        :attr:`first` is the run.
        """
        socket = await connect(
            "ws" + address.removeprefix("http").rstrip("/") + "/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Accept-Language": language},
            compression=None,
            max_size=None,
            open_timeout=WAIT_SECONDS,
        )
        session = cls(socket, address, query)
        session.first = await session.rerun()
        return session

    async def close(self) -> None:
        await self.socket.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    # ---- acting ---------------------------------------------------------------------------

    async def rerun(
        self,
        values: Mapping[str, Any] | None = None,
        *,
        query: str | None = None,
        page: str | None = None,
    ) -> Run:
        """Change widgets, named by key or label, or open another link or page; wait for the end.

        A button is pressed with True. ``page`` is a page's path in the link (``projects``).
        """
        set_now = [self._state(name, value) for name, value in (values or {}).items()]
        return await self._send(set_now, query, page)

    async def trigger(self, key: str, event: str, value: Any) -> Run:
        """Let the component ``key`` send an event, as its script's ``setTriggerValue`` does."""
        component = next(self._named(key, "bidi_component"))
        state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events")
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        return await self._send([state], None, None)

    # ---- looking --------------------------------------------------------------------------

    def texts(self) -> list[str]:
        """Return the bodies of all texts on the page, markup as it is, in the order of sending."""
        found = []
        for element in self.elements.values():
            shown = _content(element)
            body = getattr(shown, "body", "") or getattr(shown, "code_text", "")
            if body:
                found.append(body)
        return found

    def component(self, key: str) -> Any:
        """Return the data (JSON) that the component ``key`` was given last."""
        component = next(self._named(key, "bidi_component"))
        return json.loads(getattr(component, component.WhichOneof("data")))

    def is_on(self, name: str) -> bool:
        """Tell whether a checkbox or toggle is on, as the viewer sees it."""
        widget = next(self._named(name))
        state = self._states.get(widget.id)
        return bool(state.bool_value if state else widget.default)

    def option(self, name: str, start: str) -> str:
        """Return the option of a choice that begins with ``start``, as it is sent."""
        options = next(self._named(name)).options
        contents = [getattr(option, "content", option) for option in options]
        return next(str(content) for content in contents if content.startswith(start))

    def errors(self) -> list[str]:
        """Return the errors that the page shows, as exceptions or as red boxes."""
        found = []
        for element in self.elements.values():
            if element.HasField("exception"):
                found.append(element.exception.message)
            if element.alert.format == Alert.ERROR:
                found.append(element.alert.body)
        return found

    # ---- the protocol ---------------------------------------------------------------------

    def _named(self, name: str, kind: str = "") -> Iterator[Any]:
        """Yield the widgets with this key or label; at least one, or ``LookupError``."""
        is_found = False
        for element in self.elements.values():
            content = _content(element)
            identity = getattr(content, "id", "")
            if kind and element.WhichOneof("type") != kind:
                continue
            if identity and name in (_key(identity), getattr(content, "label", None)):
                is_found = True
                yield content
        if not is_found:
            raise LookupError(f"no widget {name!r}; there are {sorted(self._names())}")

    def _names(self) -> set[str]:
        contents = (_content(element) for element in self.elements.values())
        return {_key(content.id) for content in contents if getattr(content, "id", "")}

    def _state(self, name: str, value: Any) -> WidgetState:
        return _make_state(next(self._named(name)), value)

    async def _send(self, changed: list[WidgetState], query: str | None, page: str | None) -> Run:
        message = BackMsg()
        client = message.rerun_script
        self.query = self.query if query is None else query
        client.query_string = self.query
        client.page_script_hash = self.pages[page] if page is not None else self.page
        client.context_info.url = self.url
        client.context_info.timezone = "Asia/Tokyo"
        client.context_info.is_embedded = "embed=true" in self.query
        client.cached_message_hashes.extend(self._known)
        lasting = {s.id: s for s in changed if not s.WhichOneof("value").endswith("trigger_value")}
        self._states |= lasting
        every = self._states | {state.id: state for state in changed}
        client.widget_states.widgets.extend(every.values())
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(WAIT_SECONDS):
            received, messages = await self._receive()
        return Run(time.perf_counter() - started, received, messages)

    async def _receive(self) -> tuple[int, int]:
        """Take messages until the script has finished; keep its elements in place of the old."""
        received = messages = 0
        elements: dict[tuple[int, ...], Element] = {}
        while True:
            data = await self.socket.recv()
            assert isinstance(data, bytes)
            received += len(data)
            messages += 1
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                elements = {}
                self.page = message.new_session.page_script_hash
            elif kind in ("delta", "ref_hash"):
                self._keep(message, elements)
            elif kind == "navigation":
                pages = message.navigation.app_pages
                self.pages = {page.url_pathname: page.page_script_hash for page in pages}
                self.page = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "page_config_changed":
                self.title = message.page_config_changed.title or self.title
            elif kind == "script_finished":
                finished = message.script_finished
                if finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    break
        self.received += received
        self.elements = elements
        return received, messages

    def _keep(self, message: ForwardMsg, elements: dict[tuple[int, ...], Element]) -> None:
        delta = message.delta
        if message.HasField("ref_hash"):
            delta = self._known[message.ref_hash].delta
        elif message.metadata.cacheable:
            self._known[message.hash] = message
        path = tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") != "new_element":
            return
        elements[path] = delta.new_element
        content = _content(delta.new_element)
        if getattr(content, "set_value", False):
            self._take_value(content)

    def _take_value(self, widget: Any) -> None:
        """Take over the value that the server sets, as the browser's widget does."""
        for name in ("value", "raw_value", "raw_values"):
            if name in widget.DESCRIPTOR.fields_by_name:
                self._states[widget.id] = _make_state(widget, getattr(widget, name))


def _content(element: Element) -> Any:
    kind = element.WhichOneof("type")
    return getattr(element, kind) if kind else None


def _key(identity: str) -> str:
    """Return the key in a widget's id, ``$$ID-<hash>-<key>``."""
    return identity.split("-", 2)[-1]


def _make_state(widget: Any, value: Any) -> WidgetState:
    state = WidgetState(id=widget.id)
    name = _VALUE_OF[widget.DESCRIPTOR.name]
    if name == "string_array_value":
        state.string_array_value.data.extend(value)
        state.string_array_value.SetInParent()
    else:
        setattr(state, name, value)
    return state
