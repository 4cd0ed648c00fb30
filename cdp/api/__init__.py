"""The GraphQL surface: types, queries, mutations, and the executor behind the endpoint.

With `cdp.plan` the only place that knows GraphQL. Nothing here decides: it asks, and shows.
"""

import cdp.api.words  # noqa: F401 - marks the vocabularies before any type uses them
