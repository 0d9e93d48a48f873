using SwapStress.Stress.Display;

namespace SwapStress.Stress.Tests.Display;

public sealed class SteadyWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TextPump _pump = new();
    private readonly List<string> _told = [];

    [Fact]
    public void Text_comes_as_it_was_written()
    {
        using var inner = new StringWriter();
        using var writer = Writer(inner);
        writer.Write("a");
        writer.WriteLine("b");
        writer.Write('c');
        Assert.True(writer.Drain(Patience));
        Assert.Equal($"ab{Environment.NewLine}c", inner.ToString());
        Assert.False(writer.IsIncomplete);
    }

    /// <summary>A pager that stands still: whoever writes goes on, and what is too much to keep is counted where it is missing.</summary>
    [Fact]
    public void A_reader_that_stands_still_holds_nobody_up()
    {
        using var inner = new HeldWriter();
        using var writer = Writer(inner);
        string line = new('x', 999);
        const int Lines = 10_000;
        for (int i = 0; i < Lines; i++)
            writer.WriteLine(line);
        Assert.True(writer.IsBehind);
        Assert.True(writer.IsIncomplete);
        Assert.False(writer.Drain(TimeSpan.FromMilliseconds(10)));
        inner.Go.Set();
        Assert.True(writer.Drain(Patience));
        writer.WriteLine("last");
        Assert.True(writer.Drain(Patience));
        string[] lines = inner.Text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("last", lines[^1]);
        Assert.Equal($"... {Lines - (lines.Length - 2)} lines are missing here: nobody read them in time", lines[^2]);
        Assert.InRange(lines.Length, 4_000, 4_400);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_file_that_is_full_is_told_once_and_once_more_when_it_is_not()
    {
        using var inner = new FullWriter { IsFull = true };
        using var writer = Writer(inner);
        for (int i = 0; i < 3; i++)
            writer.WriteLine($"{i}");
        Assert.True(writer.Drain(Patience));
        inner.IsFull = false;
        writer.WriteLine("3");
        Assert.True(writer.Drain(Patience));
        Assert.Equal($"3{Environment.NewLine}", inner.Text.ToString());
        Assert.Equal(
            [
                "cannot write to stdout: No space left on device",
                "stdout can be written again; 3 lines are missing in it",
            ],
            _told
        );
        Assert.True(writer.IsIncomplete);
    }

    private SteadyWriter Writer(TextWriter inner) => new(inner, "stdout", _pump, _told.Add);

    /// <summary>What is written waits until it may go on.</summary>
    private sealed class HeldWriter : StringWriter
    {
        public ManualResetEventSlim Go { get; } = new();

        public System.Text.StringBuilder Text => GetStringBuilder();

        public override void Write(string? value)
        {
            Go.Wait();
            base.Write(value);
        }
    }

    private sealed class FullWriter : StringWriter
    {
        public bool IsFull { get; set; }

        public System.Text.StringBuilder Text => GetStringBuilder();

        public override void Write(string? value)
        {
            if (IsFull)
                throw new IOException("No space left on device");
            base.Write(value);
        }
    }
}
