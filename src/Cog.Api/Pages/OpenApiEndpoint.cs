using Cog.Api.Html;

namespace Cog.Api.Pages;

/// <summary><c>GET /api</c>: the routes of the product as OpenAPI 3.1; <c>/api.html</c>: the same for people.</summary>
internal static class OpenApiEndpoint
{
    /// <summary>
    /// TiTiler's, and OGC API Common's (OGC 19-072 requirement class "OpenAPI 3.0"), whatever version the document itself is of.
    /// </summary>
    public const string MediaType = "application/vnd.oai.openapi+json;version=3.0";

    // Draws what /api says, which stands beside this page.
    private const string Script = """
        const make = (name, text, attributes = {}) => {
          const element = document.createElement(name);
          element.textContent = text ?? '';
          Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
          return element;
        };
        const typeOf = ({ enum: values, items, type } = {}) => values?.join(', ') ?? (items ? `${items.type}, may repeat` : type ?? '');
        const resolve = (api, item) => item.$ref ? item.$ref.slice(2).split('/').reduce((at, key) => at[key], api) : item;
        function operation(api, method, path, { summary, parameters = [], responses = {}, requestBody, deprecated }) {
          const details = make('details', '', { 'data-text': `${method} ${path} ${summary}`.toLowerCase() });
          const title = make('summary');
          title.append(make('span', method.toUpperCase(), { class: 'method' }), make('code', path));
          title.append(make('span', ` ${summary}`, { class: 'quiet' }));
          if (deprecated) title.append(make('em', ' For older clients.'));
          const body = make('div');
          if (requestBody) body.append(make('p', `Body: ${requestBody.description}`));
          if (parameters.length) {
            const table = make('table');
            const head = make('tr');
            ['Parameter', 'In', 'Values', 'Unless set', 'Meaning'].forEach((text) => head.append(make('th', text)));
            table.append(make('thead'), make('tbody'));
            table.tHead.append(head);
            parameters.map((p) => resolve(api, p)).forEach((p) => {
              const row = make('tr');
              const name = make('td');
              name.append(make('code', p.name), p.required ? ' *' : '');
              row.append(name);
              [p.in, typeOf(p.schema), p.schema.default ?? '', p.description].forEach((text) => row.append(make('td', text)));
              table.tBodies[0].append(row);
            });
            const scroll = make('div', '', { class: 'scroll' });
            scroll.append(table);
            body.append(scroll);
          }
          body.append(make('p', `Answers: ${Object.keys(responses[200]?.content ?? {}).join(', ')}`, { class: 'quiet' }));
          details.append(title, body);
          return details;
        }
        (async () => {
          const place = document.getElementById('operations');
          try {
            const response = await fetch(place.dataset.api);
            if (!response.ok) throw new Error(`${place.dataset.api} answers ${response.status}.`);
            const api = await response.json();
            place.replaceChildren(make('p', `${api.info.description} Version ${api.info.version}, OpenAPI ${api.openapi}.`));
            api.tags.forEach(({ name }) => {
              place.append(make('h2', name));
              Object.entries(api.paths).forEach(([path, methods]) => Object.entries(methods).forEach(([method, what]) => {
                if (what.tags[0] === name) place.append(operation(api, method, path, what));
              }));
            });
            const search = document.getElementById('search');
            search.addEventListener('input', () => place.querySelectorAll('details').forEach((item) => {
              item.hidden = !item.dataset.text.includes(search.value.toLowerCase());
            }));
            document.documentElement.dataset.state = 'ready';
          } catch (error) {
            place.replaceChildren(make('p', error.message, { role: 'alert' }));
          }
        })();
        """;

    public static Task HandleAsync(HttpContext context, CogFiles files, IReadOnlyList<RouteDescription> routes) =>
        StaticPage.SendAsync(
            context,
            files.Options,
            new(OpenApiDocument.Write(routes, ServerRoot.Of(context.Request), ProductVersion.Text), MediaType)
        );

    public static Task HandlePageAsync(HttpContext context, CogFiles files)
    {
        string root = ServerRoot.Of(context.Request);
        return StaticPage.SendAsync(
            context,
            files.Options,
            HtmlPage.Of(
                "The API",
                $"{root}/",
                Markup.Of(
                    $"""
                    <p class="quiet">Every route with its parameters. The same as <a href="{root}/api">OpenAPI</a>, for programs.</p>
                    <form><input id="search" type="search" aria-label="Search" placeholder="Search, e.g. tilejson"></form>
                    <div id="operations" data-api="{root}/api"><p class="quiet">Loading</p></div>
                    """
                ),
                Script
            )
        );
    }
}
