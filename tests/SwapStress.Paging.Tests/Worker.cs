namespace SwapStress.Paging.Tests;

/// <summary>A thread whose exception reaches the test.</summary>
internal sealed class Worker
{
    private readonly Thread _thread;
    private Exception? _exception;

    private Worker(Action body) =>
        _thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception exception)
            {
                _exception = exception;
            }
        });

    public bool IsRunning => _thread.IsAlive;

    /// <summary>Whether the thread waits for something.</summary>
    public bool IsBlocked => (_thread.ThreadState & ThreadState.WaitSleepJoin) != 0;

    public static Worker Start(Action body)
    {
        var worker = new Worker(body);
        worker._thread.Start();
        return worker;
    }

    public void Join()
    {
        Assert.True(_thread.Join(TimeSpan.FromSeconds(60)), "The thread does not end.");
        if (_exception is not null)
            throw new InvalidOperationException("A thread failed.", _exception);
    }
}
