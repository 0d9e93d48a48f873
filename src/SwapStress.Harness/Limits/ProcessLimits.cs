using System.Runtime.InteropServices;
using System.Text;

namespace SwapStress.Harness.Limits;

/// <summary>
/// What the program needs before it can do anything: below it the runtime fails at whatever comes next, some of it without a
/// word. Looked at before anything else, and told without anything else.
/// </summary>
internal static partial class ProcessLimits
{
    /// <summary>Files that are open while a run goes on, the runtime's own libraries most of them: 133 of a small one.</summary>
    private const long FilesMin = 256;

    /// <summary>Threads that the runtime and a run of one worker have besides those that there are by then.</summary>
    private const long ThreadsMin = 20;

    private const int ErrorDescriptor = 2;

    /// <summary>Says on stderr what is too little.</summary>
    /// <returns>The exit code; null where nothing is.</returns>
    public static int? Refuse()
    {
        if (Problem(new HostFiles()) is not { } problem)
            return null;
        byte[] line = Encoding.UTF8.GetBytes($"swapstress: {problem}\n");
        // The console wants files and a thread of its own.
        _ = Write(ErrorDescriptor, line, line.Length);
        return ExitCode.Environment;
    }

    internal static string? Problem(HostFiles files)
    {
        var limits = new ResourceLimits(files);
        // The runtime has raised the soft limit to the hard one.
        ResourceLimit open = limits.Of("Max open files");
        if (open.Soft < FilesMin)
            return $"{open.Soft} open files are allowed (RLIMIT_NOFILE), and {FilesMin} are needed. To raise it: "
                + ResourceLimits.Remedy(open, 'n', 1, "nofile", 1024);
        ResourceLimit stack = limits.Of("Max stack size");
        if (stack.Soft < ThreadLimits.WorkerStackBytes)
            return $"a stack of {SizeText.Format(stack.Soft.Value)} is allowed (RLIMIT_STACK), and "
                + $"{SizeText.Format(ThreadLimits.WorkerStackBytes)} are needed. To raise it: "
                + ResourceLimits.Remedy(stack, 's', 1024, "stack", 8 << 20);
        foreach (MemoryRoom room in new MemoryLimits(files).AddressSpace())
        {
            if (room.AvailableBytes < room.BytesMin)
                return $"{room.AvailableBytes >> 20} MiB are left below {room.Name}, and {room.BytesMin >> 20} are needed. To raise it: "
                    + room.Remedy;
        }
        foreach (TaskRoom room in new TaskLimits(files).Measure())
        {
            if (room.Max - room.Used < ThreadsMin)
                return $"{room.Max - room.Used} more threads are allowed by {room.Name} ({room.Max}, {room.Used} in use), and the program "
                    + $"needs {ThreadsMin} besides the workers. To raise it: {room.RemedyFor(room.Used + 1000)}";
        }
        return null;
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte[] bytes, nint count);
}
