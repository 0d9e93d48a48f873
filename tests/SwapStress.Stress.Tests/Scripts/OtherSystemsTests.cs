using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace SwapStress.Stress.Tests.Scripts;

/// <summary>What would fail on a system that these tests do not run on.</summary>
public sealed partial class OtherSystemsTests
{
    private const byte Call = 0x28;

    /// <summary>A call of a native function and a return.</summary>
    private const int LoneCallBytes = 6;

    private const BindingFlags Any =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Such a call is looked up when the method that has it is compiled, reached or not. What keeps other systems from the
    /// method is the platform analyzer's business: it goes by the attribute.
    /// </summary>
    [Fact]
    public void A_call_without_a_transition_stands_alone_in_a_method_of_its_own_system()
    {
        Assembly[] assemblies = [.. Assemblies(typeof(SwapStressProgram).Assembly)];
        Assert.Contains(assemblies.SelectMany(CallersOf), caller => caller.Name == "LinuxProcessor");
        Assert.DoesNotContain(assemblies.SelectMany(CallersOf), caller => !StandsAlone(caller));
    }

    [Fact]
    public void One_behind_a_mere_condition_is_found()
    {
        MethodBase caller = Assert.Single(CallersOf(typeof(OtherSystemsTests).Assembly));
        Assert.Equal((nameof(Guarded), false), (caller.Name, StandsAlone(caller)));
    }

    /// <summary>Windows lets nobody replace a file that is read without leave to.</summary>
    [Fact]
    public void Results_are_read_as_a_run_may_replace_them()
    {
        string[] files = Sources("src/SwapStress.Harness/Results", "src/SwapStress.Harness/Files", "stress/Report");
        Assert.InRange(files.Length, 20, int.MaxValue);
        Assert.Empty(
            files
                .Where(file => Path.GetFileName(file) != "SharedFile.cs")
                .SelectMany(file => Lines(file, LockingRead()))
        );
    }

    /// <summary>The default is the system's: a carriage return more on Windows.</summary>
    [Fact]
    public void Files_are_written_with_line_feeds()
    {
        string[] files = Sources("src", "stress");
        Assert.InRange(files.Length, 100, int.MaxValue);
        Assert.Empty(files.SelectMany(file => Lines(file, SystemsLineEnds())));
    }

    private static int Guarded() => OperatingSystem.IsLinux() ? ParentProcess() : 0;

    [LibraryImport("libc", EntryPoint = "getppid")]
    [SuppressGCTransition]
    private static partial int ParentProcess();

    private static bool StandsAlone(MethodBase caller) =>
        (caller.MethodImplementationFlags & MethodImplAttributes.NoInlining) != 0
        && caller.IsDefined(typeof(SupportedOSPlatformAttribute))
        && caller.GetMethodBody()!.GetILAsByteArray()!.Length == LoneCallBytes;

    private static IEnumerable<MethodBase> CallersOf(Assembly assembly)
    {
        MethodBase[] methods =
        [
            .. assembly
                .GetTypes()
                .SelectMany(type => type.GetMethods(Any).Concat<MethodBase>(type.GetConstructors(Any))),
        ];
        byte[][] calls =
        [
            .. methods
                .Where(method => (method.Attributes & MethodAttributes.PinvokeImpl) != 0)
                .Where(method => method.IsDefined(typeof(SuppressGCTransitionAttribute)))
                .Select(method => (byte[])[Call, .. BitConverter.GetBytes(method.MetadataToken)]),
        ];
        return methods.Where(method =>
            method.GetMethodBody()?.GetILAsByteArray() is { } code
            && calls.Any(call => code.AsSpan().IndexOf(call) >= 0)
        );
    }

    private static IEnumerable<Assembly> Assemblies(Assembly program) =>
        program
            .GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("SwapStress", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Append(program);

    private static string[] Sources(params string[] directories) =>
        [
            .. directories
                .SelectMany(directory =>
                    Directory.GetFiles(Path.Combine(Repository.Root, directory), "*.cs", SearchOption.AllDirectories)
                )
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")),
        ];

    private static IEnumerable<string> Lines(string file, Regex wrong) =>
        File.ReadLines(file)
            .Where(line => wrong.IsMatch(line))
            .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}");

    [GeneratedRegex(
        @"\bFile\.(OpenRead|OpenText|Read\w+)\(|FileShare\.Read\b.*FileAccess\.Read\b",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex LockingRead();

    [GeneratedRegex(
        @"new StreamWriter\((?!.*NewLine)|File\.(CreateText|AppendText|WriteAllLines|AppendAllLines)|Environment\.NewLine",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex SystemsLineEnds();
}
