"""The explorer's routes: what development opens to everybody, and production to chosen roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from starlette.routing import BaseRoute, Route

from cdp.api.executor import GraphQLExecutor
from cdp.api.explorer.desk import ExplorerDesk
from cdp.contract import load_contract
from cdp.http.explorer import Assets, Explorer, Pages
from cdp.http.explorer.endpoint import CATALOGUE, FOOTPRINT
from cdp.http.token import Authentication
from cdp.settings import Documents, Settings

PAGE: Final = "/explorer"
EXAMPLE: Final = "/examples/screen-pop"


def explorer_routes(
    settings: Settings,
    executor: GraphQLExecutor,
    authenticator: Authentication,
    *,
    ids: Callable[[], UUID],
) -> tuple[BaseRoute, ...]:
    """The page, its files and its two questions; nothing where no role may use them.

    Development has the example of a screen beside it: the service allows no other origin.
    """
    if settings.is_production and not settings.explorer_roles:
        return ()
    explorer = Explorer(
        desk(settings, executor),
        authenticator=authenticator,
        ids=ids,
    )
    questions = tuple(Route(f"{PAGE}/{name}", explorer) for name in (CATALOGUE, FOOTPRINT))
    pages = _page(PAGE, Pages(Assets.of("explorer"), ids=ids))
    if settings.is_production:
        return (*questions, *pages)
    return (*questions, *pages, *_page(EXAMPLE, Pages(Assets.of("screen-pop"), ids=ids)))


def desk(settings: Settings, executor: GraphQLExecutor) -> ExplorerDesk:
    """What the explorer is told, by the parts that answer requests."""
    return ExplorerDesk(
        sdl=executor.surface.sdl,
        compiler=executor.surface.compiler,
        contract=load_contract(),
        plans=executor.documents.trusted,
        policies=executor.ground.policies,
        clock=executor.ground.clock,
        takes_text=settings.document_mode is not Documents.REQUIRE,
        roles=settings.explorer_roles if settings.is_production else None,
    )


def _page(at: str, pages: Pages) -> tuple[Route, Route]:
    return Route(at, pages), Route(f"{at}/{{name}}", pages)
