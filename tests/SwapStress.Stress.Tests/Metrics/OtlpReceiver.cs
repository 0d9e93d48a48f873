using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SwapStress.Stress.Tests.Metrics;

/// <summary>A collector that takes OTLP over HTTP and keeps the bodies.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<string> _bodies = [];
    private readonly Task _serving;

    public OtlpReceiver()
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Path and body of each request so far, byte for byte as Latin-1.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_bodies)
                return [.. _bodies];
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                lock (_bodies)
                    _bodies.Add($"{context.Request.RawUrl} {Encoding.Latin1.GetString(body.ToArray())}");
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed: no more of them.
        }
    }
}
