"""A Drupal 7 site with Webform, as the dialogue observed on a real one says, and its faults.

It is written from that dialogue, not from the program: what it does not expect it answers as Drupal
does (403, 404, a redirect to `/`), and it remembers what it was asked.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

NAME, PASSWORD = "asso du canal", "§-mot-de-passe-éè&+% 7"
NODE, ACCOUNT = 17, 5
TITLE = "Petit formulaire"
DOWNLOAD = f"/node/{NODE}/webform-results/download"
BOXES = ["info", "webform_serial", "webform_sid", "webform_draft", "1", "2"]

PAGE = """<!DOCTYPE html><html><head><title>{title} | Le site</title>{head}</head>
<body class="html {classes}"><form action="/search" method="get" id="search-block-form">
<input type="text" name="search_block_form" value="">
<input type="submit" name="op" value="OK"></form>
<h1 class="title" id="page-title">{title}</h1>{body}</body></html>"""
LOGIN = """<form action="/user" method="post" id="user-login" accept-charset="UTF-8"><div>
<label for="edit-name">Nom</label><input type="text" id="edit-name" name="name" value="">
<input type="password" name="pass">{extra}
<input type="hidden" name="form_build_id" value="form-{build}"><input name="form_id" type="hidden"
 value="user_login" /><input type="submit" name="op" value="Se connecter"></div></form>"""
CAPTCHA = """<fieldset class="captcha form-wrapper">
<input type="hidden" name="captcha_sid" value="4">
<input type="hidden" name="captcha_token" value="x"><input type="text" name="captcha_response">
</fieldset>"""
HONEYPOT = """<input type="hidden" name="honeypot_time" value="t"><div class="url-textfield"><label
 for="edit-url">Laisser vide</label><input type="text" id="edit-url" name="url" value=""></div>"""
EXPORT = """<form action="{path}" method="post" id="webform-results-download-form"><div>
<input type="radio" name="format" value="excel" checked="checked">
<input type="radio" name="format" value="delimited">
<select name="delimiter"><option value=",">virgule</option><option value="\\t" selected>tab</option>
</select><input type="radio" name="header_keys" value="-1"><input type="radio" name="header_keys"
 value="0" checked><input type="radio" name="header_keys" value="1">
<input type="radio" name="select_keys" value="0" checked>
<input type="radio" name="select_keys" value="1">
<input type="radio" name="select_format" value="separate"><input type="radio" name="select_format"
 value="compact" checked>{boxes}
<input type="radio" id="edit-all" name="range[range_type]" value="all" checked="checked" />
<label class="option" for="edit-all">Toutes les soumissions  (Total de {total}) </label>
<input disabled="disabled" type="radio" id="edit-new" name="range[range_type]" value="new">
<label for="edit-new">Seulement les nouvelles (0 depuis 02/03/2022)</label>
<input type="radio" name="range[range_type]" value="latest"><label>Les <input type="text"
 name="range[latest]" value="10"> dernières</label><input type="radio" name="range[range_type]"
 value="range_serial"><input type="text" name="range[start]" value="3"><input type="text"
 name="range[end]" value=""><input type="radio" name="range[range_type]" value="range_date">
<label>du <input type="text" name="range[start_date]" placeholder="{today}" value=""> au
<input type="text" name="range[end_date]" value="" placeholder="{today}"></label>
<input type="radio" name="range[completion_type]" value="all"><input type="radio"
 name="range[completion_type]" value="finished" checked>
<input type="hidden" name="form_build_id" value="form-{build}">
<input type="hidden" name="form_token" value="{token}">
<input type="hidden" name="form_id" value="webform_results_download_form">
<input type="submit" name="op" value="Téléchargement"></div></form>"""
ERROR = '<div class="messages error"><h2 class="element-invisible">Message d\'erreur</h2>{}</div>'
BATCH_HEAD = '<meta http-equiv="Refresh" content="0; URL={}" />'
BATCH_BODY = '<div id="progress"><div class="bar"></div><div class="percentage">{}%</div></div>'


@dataclass
class Drupal:
    """The site: the file that it exports, how many answers it counts, its faults, what it saw."""

    content: bytes = b""
    totals: list[int] = field(default_factory=lambda: [0])  # the last one stays
    faults: set[str] = field(default_factory=set)
    today: str = "11/26/2026"
    page_of_form: str = f"/node/{NODE}"
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)
    ready: set[str] = field(default_factory=set)
    steps: int = 0

    def total(self) -> int:
        return self.totals.pop(0) if len(self.totals) > 1 else self.totals[0]


@contextmanager
def drupal(
    site: Drupal, wrap: Callable[[ThreadingHTTPServer], None] | None = None
) -> Iterator[str]:
    """The site answers at this address of 127.0.0.1 within the block."""

    class Handler(_Handler):
        pass

    Handler.site = site
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if wrap:
            wrap(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"{'https' if wrap else 'http'}://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Drupal

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    @property
    def session(self) -> str:
        """The session of the request's cookie, if it goes on."""
        cookies = dict(
            cookie.split("=", 1) for cookie in self.headers.get("Cookie", "").split("; ") if cookie
        )
        mine = cookies.get("SESS" + "0" * 32, "")
        return mine if mine in self.site.sessions else ""

    def do_HEAD(self) -> None:
        self.site.ready.clear()  # as Drupal does: to look is to take
        self._send(200, "")

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(dict(parse_qsl(body, keep_blank_values=True)))

    def _answer(self, values: dict[str, str]) -> None:
        site, parts = self.site, urlsplit(self.path)
        site.asked.append(f"{self.command} {self.path}")
        site.agents.add(self.headers.get("User-Agent", ""))
        if "maintenance" in site.faults:
            self._redirect("/user/login") if parts.path == "/user" else self._maintained(parts.path)
        elif "elsewhere" in site.faults:
            self._redirect("https://ailleurs.example.org/user")
        elif parts.path == "/user":
            self._log_in(values) if self.command == "POST" else self._user()
        elif parts.path == "/user/logout":
            site.sessions.discard(self.session)
            self._redirect("/")
        elif parts.path == "/batch":
            self._batch(parse_qs(parts.query))
        elif parts.path == DOWNLOAD:
            self._export_form(values)
        elif parts.path == f"{DOWNLOAD}-file":
            self._file()
        elif parts.path == site.page_of_form:
            classes = f"page-node- page-node-{NODE}"
            self._page(TITLE, "<form id='webform-client-form'></form>", classes=classes)
        else:
            self._page("Page non trouvée", "", status=404)

    def _user(self) -> None:
        if self.session and "unkept" not in self.site.faults:
            link = f'<a href="/user/{ACCOUNT}/edit">Modifier</a>'
            return self._page("asso", link, classes="logged-in")
        extra = (CAPTCHA if "captcha" in self.site.faults else "") + HONEYPOT
        self._page("Compte", LOGIN.format(extra=extra, build=secrets.token_urlsafe()))

    def _log_in(self, values: dict[str, str]) -> None:
        is_right = (values.get("name"), values.get("pass")) == (NAME, PASSWORD)
        is_right = is_right and values.get("form_id") == "user_login" and values.get("url") == ""
        is_blocked = "flood" in self.site.faults
        if is_right and not is_blocked:
            key = secrets.token_hex()
            self.site.sessions.add(key)
            cookie = f"SESS{'0' * 32}={key}; path=/; HttpOnly"
            return self._redirect(f"/user/{ACCOUNT}", cookie)
        form = LOGIN.format(extra="", build="x").replace(
            'name="name" value=""', f'name="name" value="{escape(values.get("name", ""))}"'
        )
        message = ERROR.format("Désolé, cela ne va pas.")
        self._page("Compte", message + form, status=403 if is_blocked else 200)

    def _export_form(self, values: dict[str, str]) -> None:
        site = self.site
        if "deleted" in site.faults:
            return self._page("Page non trouvée", "", status=404)
        if not self.session or "not_ours" in site.faults:
            return self._page("Accès refusé", "", status=403)
        if "changed" in site.faults:
            return self._page(TITLE, "<div id='app'></div>")
        refusal = self._refusal(values) if values else ""
        if values and not refusal:
            site.steps = 0
            return self._redirect("/batch?op=start&id=31")
        boxes = "".join(
            f'<input type="checkbox" name="components[{box}]" value="{box}">' for box in BOXES
        )
        told = {"total": site.total(), "today": site.today, "token": self.session[:20]}
        form = EXPORT.format(path=self.path, boxes=boxes, build=secrets.token_urlsafe(), **told)
        self._page(TITLE, (ERROR.format(refusal) if refusal else "") + form)

    def _refusal(self, values: dict[str, str]) -> str:
        """What Drupal would refuse of what was posted, or what would make another file."""
        first_days = {"11/26/2026": "01/01/2000", "2026-11-26": "2000-01-01"}
        wanted = {
            **{"format": "delimited", "delimiter": "\\t", "header_keys": "0", "select_keys": "0"},
            **{"select_format": "separate", "form_id": "webform_results_download_form"},
            **{"form_token": self.session[:20], "range[range_type]": "range_date"},
            **{f"range[{name}]": "" for name in ("latest", "start", "end", "end_date")},
            **{f"components[{box}]": box for box in BOXES},
            **{"range[completion_type]": "all"},
            **{"range[start_date]": first_days[self.site.today]},
        }
        wrong = [name for name, value in wanted.items() if values.get(name) != value]
        if "echo" in self.site.faults:
            return f"Le formulaire est périmé, {escape(NAME)} {escape(PASSWORD)}."
        if "refused" in self.site.faults:
            return "Le formulaire est périmé."
        return f"Un choix interdit : {', '.join(wrong)}" if wrong else ""

    def _batch(self, query: dict[str, list[str]]) -> None:
        site = self.site
        site.steps += 1
        if "lost" in site.faults and site.steps > 2:
            site.sessions.clear()
        if not self.session or query.get("id") != ["31"]:
            return self._redirect("/")
        if query["op"] == ["finished"]:
            site.ready.add(self.session)
            return self._redirect(DOWNLOAD)
        percent = 0 if "stuck" in site.faults else min(100, 50 * (site.steps - 1))
        op = "finished" if percent == 100 else "do_nojs"
        head = BATCH_HEAD.format(escape(f"/batch?id=31&op={op}"))
        self._page("Export", BATCH_BODY.format(percent), head=head)

    def _file(self) -> None:
        site = self.site
        is_ready = self.session in site.ready and "page" not in site.faults
        site.ready.discard(self.session)
        if "page_once" in site.faults:
            site.faults.discard("page_once")
            is_ready = False
        if not is_ready:
            return self._page("Téléchargement", ERROR.format("Aucun fichier prêt."))
        self.send_response(200)
        self.send_header("Content-Type", "text/tab-separated-values;charset=UTF-8")
        content = site.content
        if "cut" in site.faults:
            self.send_header("Content-Length", str(len(content)))
            content = content[: len(content) // 2]
        self.send_header("Connection", "close")  # as observed: no length, ended by closing
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = True

    def _maintained(self, path: str) -> None:
        form = LOGIN.format(extra="", build="x")
        is_login = path == "/user/login"
        self._page("Site en maintenance", form if is_login else "", status=200 if is_login else 503)

    def _redirect(self, to: str, cookie: str = "") -> None:
        self._send(302, "", location=to, cookie=cookie)

    def _page(
        self, title: str, body: str, *, status: int = 200, classes: str = "", head: str = ""
    ) -> None:
        self._send(status, PAGE.format(title=title, body=body, classes=classes, head=head))

    def _send(self, status: int, text: str, *, location: str = "", cookie: str = "") -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (("Location", location), ("Set-Cookie", cookie)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
