/**
 * Workers KV as workerd's binding speaks to it, in memory. Told to `/freeze`, it goes on serving what
 * it had then, as a location does that has not heard of later writes.
 */
let written = new Map<string, ArrayBuffer>();
const served = written;

export default {
  async fetch(request: Request): Promise<Response> {
    const [pathname = ''] = request.url.split('?', 1);
    if (pathname.endsWith('/freeze')) {
      written = new Map(written);
      return new Response();
    }
    switch (request.method) {
      case 'GET': {
        const value = served.get(pathname);
        return value ? new Response(value) : new Response('', { status: 404 });
      }
      case 'PUT':
        written.set(pathname, await request.arrayBuffer());
        return new Response();
      case 'DELETE':
        written.delete(pathname);
        return new Response();
      default:
        return new Response('', { status: 405 });
    }
  },
};
